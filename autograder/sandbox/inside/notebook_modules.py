"""Modules that only a notebook has a use for: there, and idle, where answers run without one."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class Idle:
    """Takes part in everything and does nothing, as there is no notebook to show it in."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Idle:
        return self

    def __enter__(self) -> Idle:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:  # so it is false, as where no notebook is
        return 0


class NotebookModules(MetaPathFinder, Loader):
    """Finds the modules that only a notebook has a use for.

    `tqdm.notebook` draws with the notebook's widgets; without one it is plain `tqdm`.
    """

    def find_spec(self, fullname: str, *_: Any) -> ModuleSpec | None:
        """Return how to load one of these modules."""
        if fullname.partition(".")[0] == "IPython":
            return ModuleSpec(fullname, self, is_package=True)
        return ModuleSpec(fullname, self) if fullname == "tqdm.notebook" else None

    def exec_module(self, module: ModuleType) -> None:
        """Fill the module."""
        if module.__name__ == "tqdm.notebook":
            from tqdm import tqdm, trange

            vars(module).update(tqdm=tqdm, trange=trange, tqdm_notebook=tqdm, tnrange=trange)
            return
        idle = Idle()
        shown = ("display", "clear_output", "HTML", "Image", "Markdown", "Math", "Latex", "Audio")
        vars(module).update(dict.fromkeys((*shown, "get_ipython"), idle))
        # Libraries ask for its version before they ask for the notebook, of which there is none.
        vars(module).update(version_info=(9, 0, 0), __version__="9.0.0")
        vars(module)["__getattr__"] = idle.__getattr__
