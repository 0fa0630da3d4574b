"""The most memory that a new process has held, as source for a script that is run in one."""

__all__ = ["PEAK"]

#: Defines `peak()`, in bytes. What `getrusage` tells counts the process that started this one as
#: well, on Linux, so the kernel's own note of the new process comes first.
PEAK = """
def peak():
    import pathlib, resource, sys
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return 1024 * int(status.read_text().split("VmHWM:")[1].split()[0])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most
"""
