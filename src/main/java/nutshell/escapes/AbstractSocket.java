package nutshell.escapes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import nutshell.container.Host;
import nutshell.kernel.ChildList;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallFailed;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Syscalls;

/** A listening socket whose name is in no file system but in the network namespace; see unix(7). Java has none. */
final class AbstractSocket implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 0x8_0000;
    private static final int SHUT_RDWR = 2;

    private final String name;
    private final Supplier<String> answer;
    private final Kernel kernel = Kernel.silent();
    private final int fd;
    private final Thread thread;

    /** Must be made where the host's network namespace is seen, so on the host's thread. */
    AbstractSocket(Host host, String name, Supplier<String> answer) {
        this.name = name;
        this.answer = answer;
        this.fd = host.call(ignored -> listening());
        this.thread = new Thread(this::serve, "serves an escape by name");
        thread.setDaemon(true);
        thread.start();
    }

    String name() {
        return name;
    }

    private int listening() {
        int socket = (int) call("socket", AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] address = ByteBuffer.allocate(3 + bytes.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_UNIX)
                .put((byte) 0)
                .put(bytes)
                .array();
        call("bind", socket, address, address.length);
        call("listen", socket, 4);
        return socket;
    }

    /** By a child that shares our descriptors: what it opens is open here, and it is known how it ended. */
    private long call(String name, Object... arguments) {
        // It may wait for long, and holds our descriptors and with them the ledger's lock: it must not outlive us.
        ChildList list = new ChildList().dieWithParent();
        list.call(name, Syscalls.number(Abi.ofThisMachine(), name).orElseThrow(), arguments);
        return kernel.processes().carryOut(list, true);
    }

    private void serve() {
        try {
            while (true) {
                int visitor = (int) call("accept4", fd, 0, 0, SOCK_CLOEXEC);
                kernel.write(visitor, answer.get());
                kernel.close(visitor);
            }
        } catch (SyscallFailed e) {
            // Shut down: nobody is waited for any more.
        }
    }

    @Override
    public void close() {
        call("shutdown", fd, SHUT_RDWR);
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kernel.close(fd);
    }
}
