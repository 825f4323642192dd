package nutshell.container;

import nutshell.kernel.Advice;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Refusals known before the kernel is asked, because what was asked for will only be done later. */
final class Refusals {

    private Refusals() {}

    /** The last call of a child that was to do an errand and did not come to it. */
    static RuntimeException beforeErrand(SyscallEvent last) {
        if (last.errno().isPresent()) {
            return new SyscallFailed(
                    last,
                    new Advice(
                            false,
                            last.errno().orElseThrow().description(),
                            "explain " + last.errno().get()));
        }
        return Refusal.failed(
                "a child of the container was killed in " + Printable.text(last.call()),
                "look cgroup: memory.max may be too small for a process to start");
    }

    /** Looks from the container's root. */
    static void requireMountPoint(Kernel container, String target) {
        if (!container.sight().isDirectory(target)) {
            throw Refusal.failed(
                    "mount: there is no directory " + Printable.text(target) + " in this root",
                    "inside mkdir -p " + Printable.text(target));
        }
    }

    /** A child has no more power than the thread it comes from. */
    static void requirePowerToMount(Powers powers, String target) {
        if (!powers.letMount()) {
            throw Refusal.failed(
                    "mount: " + Printable.text(target)
                            + " is left to the first process, and it would lack CAP_SYS_ADMIN as this thread does",
                    "undo, and mount it before the line that gives CAP_SYS_ADMIN up; look caps");
        }
    }
}
