package nutshell.container;

import java.nio.file.Path;
import jnr.constants.platform.Errno;
import nutshell.kernel.Deputy;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;

/**
 * Deletes files that belong to a person's subordinate ids, which on the host only root may: in a user namespace where the
 * person is root over those ids.
 */
final class SubordinateDeletion {

    private SubordinateDeletion() {}

    static void delete(Path tree) {
        Kernel here = Kernel.silent();
        if (here.uid() == 0) {
            throw Refusal.failed(tree + " could not be deleted: even root is denied access", "lsattr " + tree);
        }
        IdMapping mapping = IdMapping.decide(CloneUser.Map.SUBIDS, here);
        here.dumpable(true);
        try (Deputy deputy = here.processes().startDeputy()) {
            mapping.write(here, deputy.pid());
            delete(Kernel.through(deputy, event -> {}, SyscallEvent.Actor.HOST), tree.toString());
        }
    }

    private static void delete(Kernel kernel, String path) {
        try {
            kernel.unlink(path);
        } catch (SyscallFailed e) {
            if (e.errno() != Errno.EISDIR) {
                throw e;
            }
            kernel.sight().list(path).forEach(name -> delete(kernel, path + "/" + name));
            kernel.rmdir(path);
        }
    }
}
