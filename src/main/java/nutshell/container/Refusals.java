package nutshell.container;

import nutshell.kernel.Kernel;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Refusals known before the kernel is asked, because what was asked for will only be done later. */
final class Refusals {

    private Refusals() {}

    /** Looks from the container's root. */
    static void requireMountPoint(Kernel container, String target) {
        if (!container.isDirectory(target)) {
            throw Refusal.failed(
                    "mount: there is no directory " + Printable.text(target) + " in this root",
                    "inside mkdir -p " + Printable.text(target));
        }
    }
}
