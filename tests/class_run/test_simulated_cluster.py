"""The simulation of a cluster: what it must come to where one can work it out."""

from dataclasses import replace

import pytest
from simulated_cluster import SHARES, Setting, Times, simulated

TIMES = Times({kind: [1.0] for kind in SHARES}, writing=0.001, bytes_each=1000)
SETTING = Setting(
    submissions=2000,
    threads=4,
    handing_out=0.001,
    latency=0.001,
    bytes_a_second=1e8,
    lost_an_hour=0,
    seconds_to_come=10,
)


def test_few_threads_are_busy_all_the_time_and_set_the_pace():
    assert simulated(SETTING, TIMES, seed=0).seconds == pytest.approx(10 + 2000 / 4, rel=0.01)


def test_with_many_threads_the_one_writer_sets_the_pace():
    slow = replace(TIMES, writing=0.2)
    found = simulated(replace(SETTING, threads=64), slow, seed=0)
    assert found.seconds == pytest.approx(10 + 2000 * 0.201, rel=0.02)
    assert found.writer_busy > 0.95


def test_machines_that_vanish_cost_time_and_the_class_is_graded_all_the_same():
    lost = replace(SETTING, lost_an_hour=20)
    found = simulated(lost, TIMES, seed=0)
    assert found.seconds > simulated(SETTING, TIMES, seed=0).seconds + 10
    assert found.begun_again > 0


def test_the_same_seed_gives_the_same_run():
    times = replace(TIMES, kinds={kind: [0.1, 0.5, 2.0] for kind in SHARES})
    one, two, other = (simulated(SETTING, times, seed) for seed in (1, 1, 2))
    assert one == two != other
