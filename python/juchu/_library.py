"""The C interface of juchu: where its library is, and what its functions take."""

from __future__ import annotations

import ctypes
import os
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ABI = 1


class ArrowStream(ctypes.Structure):
    """Arrow's C stream interface; only its release is looked at here."""

    _fields_ = [
        ("get_schema", ctypes.c_void_p),
        ("get_next", ctypes.c_void_p),
        ("get_last_error", ctypes.c_void_p),
        ("release", ctypes.c_void_p),
        ("private_data", ctypes.c_void_p),
    ]


def _found() -> str:
    """Where the library is: where JUCHU_LIBRARY says, in the package, or in a build of the repository."""
    here = os.path.dirname(os.path.realpath(__file__))
    builds = os.path.join(os.path.dirname(os.path.dirname(here)), ".build")
    places = [os.path.join(here, "lib"), os.path.join(builds, "release"), os.path.join(builds, "debug")]
    named = os.environ.get("JUCHU_LIBRARY")
    paths = [named] if named else [os.path.join(place, "libCJuchu.so") for place in places]
    found = next((path for path in paths if os.path.exists(path)), None)
    if found is None:
        raise ImportError("libCJuchu.so is in none of " + ", ".join(paths) + "; JUCHU_LIBRARY can name it")
    return found


_POINTER, _TEXT = ctypes.c_void_p, ctypes.c_char_p
#: What the functions of juchu.h give and take.
_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "juchu_abi": (ctypes.c_int32, []),
    "juchu_version": (_TEXT, []),
    "juchu_call_new": (_POINTER, []),
    "juchu_call_add_frame": (ctypes.c_int32, [_POINTER, _TEXT, _POINTER]),
    "juchu_call_run": (ctypes.c_int32, [_POINTER, _TEXT, _TEXT, ctypes.POINTER(_POINTER)]),
    "juchu_call_cancel": (None, [_POINTER]),
    "juchu_call_progress": (ctypes.c_double, [_POINTER]),
    "juchu_call_free": (None, [_POINTER]),
    "juchu_result_report": (_TEXT, [_POINTER]),
    "juchu_result_render": (
        ctypes.c_int32,
        [_POINTER, _TEXT, _TEXT, ctypes.POINTER(_POINTER), ctypes.POINTER(ctypes.c_size_t)],
    ),
    "juchu_result_stream": (ctypes.c_int32, [_POINTER, _POINTER]),
    "juchu_result_free": (None, [_POINTER]),
    "juchu_free": (None, [_POINTER]),
    "juchu_live": (ctypes.c_int64, []),
}


class _Library:
    """The functions of the library, which is loaded when one of them is first asked for: an import alone takes no time for it."""

    def __init__(self) -> None:
        # That it is missing is said at once.
        self._path = _found()
        self._lock = threading.Lock()

    def __getattr__(self, name: str) -> Any:
        if name not in _SIGNATURES:
            raise AttributeError(name)
        with self._lock:
            if name not in self.__dict__:
                self._load()
        return self.__dict__[name]

    def _load(self) -> None:
        loaded = ctypes.CDLL(self._path)
        functions = {}
        for name, (result, arguments) in _SIGNATURES.items():
            function = functions[name] = getattr(loaded, name)
            function.restype, function.argtypes = result, arguments
        if functions["juchu_abi"]() != ABI:
            raise ImportError(f"{self._path} has interface {functions['juchu_abi']()}, this package needs {ABI}")
        # None of them is there before all are.
        self.__dict__.update(functions)


library = _Library()

_capsule_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_capsule_pointer.restype, _capsule_pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
_capsule_new = ctypes.pythonapi.PyCapsule_New
_capsule_new.restype = ctypes.py_object
_capsule_new.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]

_NAME = b"arrow_array_stream"
# PyCapsule keeps the address of the name.
_name_buffer = ctypes.create_string_buffer(_NAME)
_libc = ctypes.CDLL(None)
_libc.malloc.restype, _libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
_libc.free.restype, _libc.free.argtypes = None, [ctypes.c_void_p]
_RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


def stream_of(capsule: object) -> int:
    """The address of the stream in a capsule."""
    if type(capsule).__name__ != "PyCapsule":
        raise TypeError(f"__arrow_c_stream__ gave a {type(capsule).__name__} and no capsule")
    try:
        address: int = _capsule_pointer(capsule, _NAME)
    except ValueError:
        raise TypeError("__arrow_c_stream__ gave a capsule of something else than a stream") from None
    return address


# The capsule as an address: it is about to go, and nobody may hold it again.
_pointer_of_dying = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(
    ctypes.cast(ctypes.pythonapi.PyCapsule_GetPointer, ctypes.c_void_p).value or 0
)


def _release(capsule: int) -> None:
    address = _pointer_of_dying(capsule, _NAME)
    if not address:
        return
    stream = ArrowStream.from_address(address)
    if stream.release:
        _RELEASE(stream.release)(address)
    _libc.free(address)


_destroy = ctypes.PYFUNCTYPE(None, ctypes.c_void_p)(_release)


def capsule_of_result(result: int) -> object:
    """The rows of a result as a capsule with a stream, which is released with it."""
    address = _libc.malloc(ctypes.sizeof(ArrowStream))
    ctypes.memset(address, 0, ctypes.sizeof(ArrowStream))
    if library.juchu_result_stream(result, address) != 0:
        _libc.free(address)
        raise TypeError("this result has no rows")
    capsule: object = _capsule_new(address, ctypes.addressof(_name_buffer), ctypes.cast(_destroy, ctypes.c_void_p).value)
    return capsule
