package nutshell.container;

import java.util.List;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallFailed;
import nutshell.namespaces.Namespace;

/** A program of many threads, as every JVM is, that asks for what only one thread alone is given. */
final class LeavesItsUserNamespace {

    private LeavesItsUserNamespace() {}

    public static void main(String[] args) {
        try {
            Kernel.silent().unshare(List.of(Namespace.USER));
        } catch (SyscallFailed e) {
            System.out.println(e.getMessage());
        }
    }
}
