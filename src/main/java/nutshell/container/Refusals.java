package nutshell.container;

import java.nio.file.Files;
import java.nio.file.Path;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Refusals known before the kernel is asked, because what was asked for will only be done later. */
final class Refusals {

    private Refusals() {}

    /** Looks from the calling thread's root. */
    static void requireMountPoint(Path target) {
        if (!Files.isDirectory(target)) {
            throw Refusal.failed(
                    "mount: there is no directory " + Printable.text(target.toString()) + " in this root",
                    "inside mkdir -p " + Printable.text(target.toString()));
        }
    }
}
