package nutshell.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** QEMU's command line, put together from what the machine is to have. */
final class Qemu {

    private final List<String> arguments = new ArrayList<>();

    /** A machine without anything that is not named: no graphics, no user's configuration, no reboot after a panic. */
    Qemu(Architecture architecture, Accelerator accelerator, int mebibytes) {
        this(architecture, architecture.machine(), accelerator, mebibytes);
    }

    /**
     * The same with its memory in a file: shared, so that what the machine writes is in there afterwards; or private, so that
     * only what it changes is its own and all the rest is the file's, once for everybody.
     */
    Qemu(Architecture architecture, Accelerator accelerator, int mebibytes, Path file, boolean shared) {
        this(architecture, architecture.machine() + ",memory-backend=ram", accelerator, mebibytes);
        add(
                "-object",
                "memory-backend-file,id=ram,size=%dM,share=%s,mem-path=%s"
                        .formatted(mebibytes, shared ? "on" : "off", escaped(file)));
    }

    private Qemu(Architecture architecture, String machine, Accelerator accelerator, int mebibytes) {
        add(architecture.emulator(), "-nodefaults", "-no-user-config", "-no-reboot", "-display", "none");
        add("-machine", machine, "-accel", accelerator.option(), "-cpu", accelerator.processor());
        add("-smp", "" + accelerator.processors(), "-m", mebibytes + "M", "-device", "virtio-rng-pci");
    }

    Qemu boot(Image image, String commandLine) {
        return add("-kernel", image.kernel() + "", "-initrd", image.initrd() + "", "-append", commandLine);
    }

    /** Disks appear inside as vda, vdb, … in the order in which they are given. */
    Qemu disk(String name, Path file, boolean readOnly) {
        node(name, "raw", file, readOnly);
        return add("-device", "virtio-blk-pci,drive=" + name);
    }

    /** A file to which the machine can be saved; it is no disk of the machine. */
    Qemu memory(Path file) {
        return node("vmstate", "qcow2", file, false);
    }

    private Qemu node(String name, String format, Path file, boolean readOnly) {
        return add(
                "-blockdev",
                "driver=%s,node-name=%s,read-only=%s,file.driver=file,file.filename=%s"
                        .formatted(format, name, readOnly ? "on" : "off", escaped(file)));
    }

    /** The network QEMU plays as an ordinary user; only a port of this host's loopback leads in. */
    Qemu network(int port) {
        add("-netdev", "user,id=net,hostfwd=tcp:127.0.0.1:%d-:22".formatted(port));
        return add("-device", "virtio-net-pci,netdev=net,romfile=");
    }

    /** The same, but nothing inside reaches this host or what lies beyond it. */
    Qemu closedNetwork(int port) {
        add("-netdev", "user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:%d-:22".formatted(port));
        return add("-device", "virtio-net-pci,netdev=net,romfile=");
    }

    /** Has it wait for the state of another machine, to go on from there. */
    Qemu awaitingState() {
        return add("-incoming", "defer");
    }

    /** A card with nothing behind it but QEMU itself: tests are to need no network. */
    Qemu loneNetwork() {
        return add("-netdev", "user,id=net,restrict=on", "-device", "virtio-net-pci,netdev=net,romfile=");
    }

    Qemu console(Path log) {
        return add("-chardev", "file,id=console,path=" + escaped(log), "-serial", "chardev:console");
    }

    /** Of which only the newest is held, in QEMU's memory: who is root inside could fill a file. */
    Qemu forgottenConsole() {
        return add("-chardev", "ringbuf,id=console,size=64K", "-serial", "chardev:console");
    }

    Qemu wire(Path socket) {
        add("-device", "virtio-serial-pci", "-device", "virtconsole,chardev=wire");
        return add("-chardev", "socket,id=wire,path=%s,server=on,wait=off".formatted(escaped(socket)));
    }

    Qemu control(Path socket) {
        add("-chardev", "socket,id=qmp,path=%s,server=on,wait=off".formatted(escaped(socket)));
        return add("-mon", "chardev=qmp,mode=control");
    }

    /** QEMU goes to the background by itself, after all it needs has been opened: what fails is told before. */
    Qemu detached(Path pidFile) {
        return add("-daemonize", "-pidfile", pidFile.toString());
    }

    List<String> command() {
        return List.copyOf(arguments);
    }

    private Qemu add(String... words) {
        arguments.addAll(List.of(words));
        return this;
    }

    /** A comma would end the value; QEMU reads two as one. */
    private static String escaped(Path file) {
        return file.toString().replace(",", ",,");
    }
}
