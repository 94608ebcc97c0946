"""The system calls that a sandboxed process may not make, as a seccomp filter.

All else is allowed: a list of what Python and the numeric libraries need would
differ with every version of the C library. What is newer than this list is
answered as if the kernel didn't have it, for which the C library has a way round.
"""

from __future__ import annotations

import errno
import struct

# A name, its number on x86_64 and on aarch64, "-" where it doesn't exist.
_DENIED = """
    socket 41 198  socketpair 53 199  connect 42 203  bind 49 200  listen 50 201
    accept 43 202  accept4 288 242  sendto 44 206  sendmsg 46 211  sendmmsg 307 269
    recvfrom 45 207  recvmsg 47 212  recvmmsg 299 243  shutdown 48 210
    getsockname 51 204  getpeername 52 205  setsockopt 54 208  getsockopt 55 209

    fork 57 -  vfork 58 -  execve 59 221  execveat 322 281

    kill 62 129  tkill 200 130  tgkill 234 131  rt_sigqueueinfo 129 138
    rt_tgsigqueueinfo 297 240  pidfd_send_signal 424 424  pidfd_open 434 434
    pidfd_getfd 438 438  ptrace 101 117  process_vm_readv 310 270
    process_vm_writev 311 271  process_madvise 440 440  process_mrelease 448 448
    kcmp 312 272  migrate_pages 256 238  move_pages 279 239  get_robust_list 274 100
    setpriority 141 140  ioprio_set 251 30  sched_setparam 142 118
    sched_setscheduler 144 119  sched_setattr 314 274  sched_setaffinity 203 122
    setpgid 109 154  setsid 112 157

    unshare 272 97  setns 308 268  mount 165 40  umount2 166 39  pivot_root 155 41
    chroot 161 51  open_tree 428 428  move_mount 429 429  fsopen 430 430
    fsconfig 431 431  fsmount 432 432  fspick 433 433  mount_setattr 442 442

    setuid 105 146  setgid 106 144  setreuid 113 145  setregid 114 143
    setresuid 117 147  setresgid 119 149  setfsuid 122 151  setfsgid 123 152
    setgroups 116 159  capset 126 91

    msgget 68 186  msgsnd 69 189  msgrcv 70 188  msgctl 71 187  semget 64 190
    semop 65 193  semtimedop 220 192  semctl 66 191  shmget 29 194  shmat 30 196
    shmctl 31 195  shmdt 67 197  mq_open 240 180  mq_unlink 241 181
    mq_timedsend 242 182  mq_timedreceive 243 183  mq_notify 244 184
    mq_getsetattr 245 185  memfd_create 319 279  memfd_secret 447 447

    chmod 90 -  fchmod 91 52  fchmodat 268 53  chown 92 -  fchown 93 55  lchown 94 -
    fchownat 260 54  utime 132 -  utimes 235 -  futimesat 261 -  utimensat 280 88
    setxattr 188 5  lsetxattr 189 6  fsetxattr 190 7  removexattr 197 14
    lremovexattr 198 15  fremovexattr 199 16  truncate 76 45  mknod 133 -
    mknodat 259 33  sync 162 81  syncfs 306 267  name_to_handle_at 303 264
    open_by_handle_at 304 265  inotify_init 253 -  inotify_init1 294 26
    inotify_add_watch 254 27  inotify_rm_watch 255 28  fanotify_init 300 262
    fanotify_mark 301 263  getxattr 191 8  lgetxattr 192 9  fgetxattr 193 10
    listxattr 194 11  llistxattr 195 12  flistxattr 196 13  ustat 136 -  sysfs 139 -

    flock 73 32  fsync 74 82  fdatasync 75 83  sync_file_range 277 84  sendfile 40 71
    splice 275 76  tee 276 77  vmsplice 278 75  copy_file_range 326 285  readahead 187 213
    fadvise64 221 223  mincore 27 232

    mlock 149 228  mlock2 325 284  mlockall 151 230  munlock 150 229  munlockall 152 231
    mbind 237 235  set_mempolicy 238 237  get_mempolicy 239 236
    set_mempolicy_home_node 450 450  remap_file_pages 216 234

    timer_create 222 107  timer_settime 223 110  timer_gettime 224 108
    timer_getoverrun 225 109  timer_delete 226 111  timerfd_create 283 85
    timerfd_settime 286 86  timerfd_gettime 287 87  signalfd 282 -  signalfd4 289 74
    eventfd 284 -  eventfd2 290 19  epoll_create 213 -  epoll_create1 291 20
    epoll_ctl 233 21  epoll_wait 232 -  epoll_pwait 281 22  epoll_pwait2 441 441

    seccomp 317 277  landlock_create_ruleset 444 444  landlock_add_rule 445 445
    landlock_restrict_self 446 446  set_thread_area 205 -  get_thread_area 211 -

    bpf 321 280  perf_event_open 298 241  add_key 248 217  request_key 249 218
    keyctl 250 219  userfaultfd 323 282  io_uring_setup 425 425  io_uring_enter 426 426
    io_uring_register 427 427  io_setup 206 0  io_submit 209 2  io_destroy 207 1
    io_getevents 208 4  io_cancel 210 3  io_pgetevents 333 292  kexec_load 246 104
    kexec_file_load 320 294  init_module 175 105  finit_module 313 273
    delete_module 176 106  create_module 174 -  reboot 169 142  swapon 167 224
    swapoff 168 225  acct 163 89  quotactl 179 60  quotactl_fd 443 443  syslog 103 116
    settimeofday 164 170  clock_settime 227 112  adjtimex 159 171  clock_adjtime 305 266
    sethostname 170 161  setdomainname 171 162  iopl 172 -  ioperm 173 -
    modify_ldt 154 -  lookup_dcookie 212 18  nfsservctl 180 42  vhangup 153 58
    uselib 134 -  personality 135 92  _sysctl 156 -
"""
_FIRST_UNKNOWN = 451
_X32 = 0x4000_0000
_CLONE_THREAD = 0x1_0000
# Of the file controls, to copy a descriptor and to ask for and set its flags. Not among them:
# locks, leases, notices, signals to others, and pipes of a megabyte.
_ALLOWED_FCNTL = (0, 1, 2, 3, 4, 1030)
# Of the terminal and file controls, what Python asks when it opens a file.
_ALLOWED_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# Of the process's own settings, names of threads and of memory, and to ask for what C libraries
# and OpenBLAS ask. Not among them: to outlive the grader, to become readable to other processes.
_ALLOWED_PRCTL = (3, 15, 16, 21, 23, 30, 39, 42, 51, 56, 64, 0x53564D41)

_ALLOW, _ERRNO, _KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000
_LOAD, _RETURN, _IF_EQUAL, _IF_AT_LEAST, _IF_BITS = 0x20, 0x06, 0x15, 0x35, 0x45
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24

# The kernel's name of the machine; the numbers of clone, clone3, fcntl, ioctl, prctl, prlimit64.
_MACHINES = {
    "x86_64": (0xC000_003E, 56, 435, 72, 16, 157, 302),
    "aarch64": (0xC000_00B7, 220, 435, 25, 29, 167, 261),
}


def denied(machine: str) -> dict[str, int]:
    """Return the denied system calls of a machine, by name with their numbers."""
    words = _DENIED.split()
    column = list(_MACHINES).index(machine)
    table = zip(words[::3], words[1 + column :: 3], strict=True)
    return {name: int(number) for name, number in table if number != "-"}


def seccomp_filter(machine: str) -> bytes:
    """Return the filter's program, or no bytes for a machine that isn't known.

    Parameters
    ----------
    machine : str
        As `platform.machine()` names it.
    """
    if machine not in _MACHINES:
        return b""
    architecture, clone, clone3, fcntl, ioctl, prctl, prlimit = _MACHINES[machine]
    refuse = _return(_ERRNO | errno.EPERM)
    unknown = _return(_ERRNO | errno.ENOSYS)
    allow = _return(_ALLOW)
    special = {
        clone: [_step(_LOAD, _FIRST_ARGUMENT), *_when(_IF_BITS, _CLONE_THREAD, allow), refuse],
        clone3: [unknown],  # its flags are out of a filter's sight; the C library then uses clone
        fcntl: [_step(_LOAD, _SECOND_ARGUMENT), *_when_any(_ALLOWED_FCNTL, allow), refuse],
        ioctl: [_step(_LOAD, _SECOND_ARGUMENT), *_when_any(_ALLOWED_IOCTL, allow), refuse],
        prctl: [_step(_LOAD, _FIRST_ARGUMENT), *_when_any(_ALLOWED_PRCTL, allow), refuse],
        prlimit: [_step(_LOAD, _FIRST_ARGUMENT), *_when(_IF_EQUAL, 0, allow), refuse],
    }
    steps = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_IF_EQUAL, architecture, 1, 0),
        _return(_KILL),
        _step(_LOAD, _NUMBER),
        *_when(_IF_AT_LEAST, _X32, _return(_KILL)),
        *_when(_IF_AT_LEAST, _FIRST_UNKNOWN, unknown),
        *_when_any(tuple(denied(machine).values()), refuse),
    ]
    for number, what in special.items():
        steps += [_step(_IF_EQUAL, number, 0, len(what)), *what]
    return b"".join([*steps, allow])


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _return(action: int) -> bytes:
    return _step(_RETURN, action)


def _when(condition: int, value: int, action: bytes) -> list[bytes]:
    return [_step(condition, value, 0, 1), action]


def _when_any(values: tuple[int, ...], action: bytes) -> list[bytes]:
    return [step for value in values for step in _when(_IF_EQUAL, value, action)]
