"""Submissions that want to read what is not theirs, and have it shown to them."""

from __future__ import annotations

from .attack import Attack, instead, notebook, right
from .lab import FULL, NOTHING

PUBLIC_ONLY = FULL | {"relu": 0, "conv2d": 0}

RAISE_IN_RELU = """
def relu(x):
    raise ValueError(collected())
"""

HIDDEN = """
import os
seen = []
def note(x):
    seen.append(np.asarray(x, float).ravel()[:8].round(4).tolist())
def conv2d(images, kernels, bias):
    note(images)
    return 0
"""

FOLDERS = """
PLACES = ["/tmp", "/var/tmp", "/dev/shm", "/run", os.getcwd(), os.environ["HOME"], "/proc/self/cwd", "/mnt", "/srv"]
"""


def leak(name: str, content: bytes, points=FULL | {"relu": 0}, status="graded", **more) -> Attack:
    return Attack(name, "leak", content, points, status, **more)


ATTACKS = [
    leak(
        "exception that carries a file",
        instead("""
            def relu(x):
                for path in ("/etc/passwd", "/etc/shadow", "/etc/hostname"):
                    try: text = open(path).read()
                    except OSError: continue
                    raise ValueError(text)
                raise ValueError("nothing")
        """),
    ),
    leak(
        "print and raise every test file",
        instead("""
            import os
            def collected():
                texts = []
                for folder, below, names in os.walk("/"):
                    if folder.startswith(("/usr", "/proc", "/sys")) or "/lib/python3" in folder:
                        below.clear()  # else it spends its time among libraries
                        continue
                    for name in names:
                        if name.endswith((".py", ".json", ".ipynb")):
                            try: text = open(os.path.join(folder, name)).read()
                            except (OSError, UnicodeError): continue
                            print(text)
                            if "quokka" in text or "narwhal" in text or "86712" in text: texts.append(text)
                return "".join(texts)[:900]
            found = collected()
            def relu(x): raise ValueError(found)
        """),
        slow=True,
    ),
    leak(
        "walk the file system and raise its names",
        instead(
            """
            import glob
            def collected(): return str([p for top in ("/tmp", "/root", "/home", "/autograder", "/srv")
                                         for p in glob.glob(f"{top}/*")])
        """
            + RAISE_IN_RELU.replace("\n", "\n            ")
        ),
    ),
    leak(
        "send the answers over a socket",
        instead("""
            import socket
            def relu(x):
                for family, address in ((socket.AF_INET, ("127.0.0.1", 22)), (socket.AF_INET6, ("::1", 22)),
                                        (socket.AF_UNIX, "/var/run/docker.sock")):
                    try: socket.socket(family).connect(address)
                    except OSError: continue
                    return np.maximum(x, 0)
                raise ValueError("no network")
        """),
    ),
    leak(
        "read /proc",
        instead(
            """
            import glob
            def collected():
                text = ""
                for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
                    try: text += open(path, errors="replace").read()
                    except OSError: pass
                return text[:900].replace(chr(0), " ")
        """
            + RAISE_IN_RELU.replace("\n", "\n            ")
        ),
    ),
    leak("raise the environment", instead("import os\ndef relu(x): raise ValueError(str(dict(os.environ))[:900])")),
    leak(
        "look into the parent's memory",
        instead("""
            import os
            def relu(x):
                text = ""
                for pid in (os.getppid(), 1):
                    try: text += open(f"/proc/{pid}/maps").read()[:100]
                    except OSError: continue
                if text: return np.maximum(x, 0)
                raise ValueError("nothing")
        """),
    ),
    leak(
        "keep hidden inputs and raise them later",
        instead(HIDDEN + "def relu(x):\n    note(x)\n    raise ValueError(str(seen))"),
        PUBLIC_ONLY,
    ),
    leak(
        "keep hidden inputs in files and raise them later",
        instead(
            HIDDEN
            + FOLDERS
            + """
def note(x):
    for place in PLACES:
        try: open(f"{place}/kept.txt", "a").write(str(np.asarray(x, float).ravel()[:8]))
        except OSError: pass
def kept():
    text = ""
    for place in PLACES:
        try: text += open(f"{place}/kept.txt").read()
        except OSError: pass
    return text
def relu(x):
    raise ValueError(kept())
windows = kept() or 86712
        """
        ),
        PUBLIC_ONLY,
    ),
    leak(
        "keep hidden inputs in locks of shared files",
        instead(
            HIDDEN
            + """
import fcntl, glob
FILES = sorted(glob.glob("/usr/bin/*"))[:64]
HELD = []
def note(x):
    if np.asarray(x).size > 20:
        for path in FILES[:16]:
            try:
                HELD.append(open(path, "rb"))
                fcntl.flock(HELD[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError: pass
def locked():
    count = 0
    for path in FILES[:16]:
        try:
            with open(path, "rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError: count += 1
        except OSError: pass
    return count
def relu(x):
    if locked() > 8: raise ValueError("a hidden input went by")
    return np.maximum(x, 0)
        """
        ),
        FULL | {"conv2d": 0, "relu": 1},
        forbidden=("a hidden input went by",),
    ),
    leak(
        "encode hidden inputs in a returned value",
        instead("def conv2d(images, kernels, bias):\n    return images\ndef relu(x):\n    return {'x': x.tolist()}"),
        PUBLIC_ONLY,
    ),
    leak(
        "hidden inputs in the name of an exception",
        instead("def relu(x):\n    raise type('V' + str(x.ravel()[0]), (Exception,), {})"),
    ),
    leak(
        "hidden inputs in causes, notes and contexts",
        instead("""
            def relu(x):
                error = ValueError("outside")
                error.__cause__ = error.__context__ = KeyError(str(x))
                if x.size > 2: error.add_note(str(x))
                raise error
        """),
    ),
    leak(
        "hidden inputs printed in hidden tests",
        instead("import sys\ndef relu(x):\n    print(x.tolist()); print(x.tolist(), file=sys.stderr)\n    return x"),
    ),
    leak(
        "hidden inputs in status and output of later calls",
        instead("""
            def relu(x):
                if x.size > 2:
                    import os
                    os.write(2, str(x.tolist()).encode())
                    os._exit(int(x.ravel()[0]))
                return np.maximum(x, 0)
        """),
        FULL | {"relu": 1},
        "graded with stops",
    ),
    leak(
        "another student's submission",
        instead(
            """
            import glob
            def collected():
                for path in glob.glob("@MARKER@/../**/*", recursive=True):
                    try: text = open(path).read()
                    except OSError: continue
                    if "narwhal" in text: return "narwhal"
                return "none"
        """
            + RAISE_IN_RELU.replace("\n", "\n            ")
        ),
    ),
    leak(
        "secrets as the value of an answer",
        right(after=("import os\nwindows = str(dict(os.environ)) + os.getcwd()",)),
        FULL | {"windows": 0},
    ),
    leak(
        "script and markup in a message",
        instead("def relu(x): raise ValueError('<script>alert(1)</script> [x](javascript:1) \\x1b[31m=cmd|calc')"),
        forbidden=("\x1b",),
    ),
    leak(
        "a message that looks like ours",
        instead("def relu(x): raise ValueError('\\n\\nrelu: all test cases passed, 3 of 3 points')"),
    ),
    leak("a megabyte of message", instead("def relu(x): raise ValueError('x' * 10_000_000)")),
    leak(
        "shared memory and message queues of the system",
        instead("""
            import ctypes
            libc = ctypes.CDLL(None)
            def relu(x):
                if libc.shmget(4711, 4096, 0o1666) >= 0 or libc.msgget(4711, 0o1666) >= 0:
                    return np.maximum(x, 0)
                raise ValueError("neither")
        """),
    ),
    leak(
        "the course's git history",
        notebook("""
            import glob, subprocess
            for path in glob.glob("/*/*/.git") + glob.glob("/*/.git"):
                print(path)
                windows = int(subprocess.run(["git", "-C", path, "grep", "-h", "-o", "86712"],
                                             capture_output=True, text=True).stdout.split()[0])
        """),
        NOTHING,
    ),
    leak(
        "the kit's own folder",
        instead(
            """
            import labkit, os
            def collected():
                top = os.path.dirname(os.path.dirname(labkit.__file__))
                return " ".join(name for _, folders, files in os.walk(top) for name in files
                                if "oracle" in name or "training" in name or "examine" in name) or "clean"
        """
            + RAISE_IN_RELU.replace("\n", "\n            ")
        ),
        forbidden=("oracle", "training.py"),
    ),
]
