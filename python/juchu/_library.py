"""The C interface of juchu: where its library is, and what its functions take."""

from __future__ import annotations

import ctypes
import os
import pathlib

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


def _paths() -> list[str]:
    """Where the library may be: where JUCHU_LIBRARY says, in the package, and in a build of the repository."""
    named = os.environ.get("JUCHU_LIBRARY")
    if named:
        return [named]
    here = pathlib.Path(__file__).resolve().parent
    inside = [here / "lib" / "libCJuchu.so"]
    builds = [here.parents[1] / ".build" / kind / "libCJuchu.so" for kind in ("release", "debug")]
    return [str(path) for path in inside + builds]


def _load() -> ctypes.CDLL:
    paths = _paths()
    found = next((path for path in paths if os.path.exists(path)), None)
    if found is None:
        raise ImportError("libCJuchu.so is in none of " + ", ".join(paths) + "; JUCHU_LIBRARY can name it")
    library = ctypes.CDLL(found)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    signatures = {
        "juchu_abi": (ctypes.c_int32, []),
        "juchu_version": (text, []),
        "juchu_call_new": (pointer, []),
        "juchu_call_add_frame": (ctypes.c_int32, [pointer, text, pointer]),
        "juchu_call_run": (ctypes.c_int32, [pointer, text, text, ctypes.POINTER(pointer)]),
        "juchu_call_cancel": (None, [pointer]),
        "juchu_call_progress": (ctypes.c_double, [pointer]),
        "juchu_call_free": (None, [pointer]),
        "juchu_result_report": (text, [pointer]),
        "juchu_result_render": (
            ctypes.c_int32,
            [pointer, text, text, ctypes.POINTER(pointer), ctypes.POINTER(ctypes.c_size_t)],
        ),
        "juchu_result_stream": (ctypes.c_int32, [pointer, pointer]),
        "juchu_result_free": (None, [pointer]),
        "juchu_free": (None, [pointer]),
        "juchu_live": (ctypes.c_int64, []),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    if library.juchu_abi() != ABI:
        raise ImportError(f"{found} has interface {library.juchu_abi()}, this package needs {ABI}")
    return library


library = _load()

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
