package nutshell.escapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nutshell.container.Host;
import nutshell.container.Preparations;
import nutshell.kernel.ChildList;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenMode;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Syscalls;

/**
 * A control group whose processes may make and open a few harmless devices: by rules in cgroup v1's files, by a BPF program
 * in v2, which has no files for it; see cgroups(7), the kernel's document on the device controller, and bpf(2).
 */
final class DeviceRules implements AutoCloseable {

    private static final int MEMORY = 1;
    /** null, zero, full, random, urandom. */
    private static final List<Integer> MEMORY_MINORS = List.of(3, 5, 7, 8, 9);

    private static final int PROG_LOAD = 5;
    private static final int PROG_ATTACH = 8;
    private static final int CGROUP_DEVICE_PROGRAM = 15;
    private static final int CGROUP_DEVICE_ATTACH = 6;
    private static final int ATTRIBUTES = 128;
    private static final short CHARACTER = 2;

    private final Host host;
    private final int joining;

    DeviceRules(Host host, Preparations preparations, boolean v1) {
        this.host = host;
        Path group = preparations.group("devices", "devices");
        if (v1) {
            write(group.resolve("devices.deny"), "a");
            MEMORY_MINORS.forEach(
                    minor -> write(group.resolve("devices.allow"), "c %d:%d rwm".formatted(MEMORY, minor)));
        } else {
            attach(group);
        }
        this.joining = host.call(kernel ->
                kernel.open(group.resolve(v1 ? "tasks" : "cgroup.procs").toString(), OpenMode.WRITE));
    }

    /** The descriptor through which a process joins. */
    int joining() {
        return joining;
    }

    private static void write(Path file, String rule) {
        try {
            Files.writeString(file, rule);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void attach(Path group) {
        host.run(kernel -> {
            int place = kernel.open(group.toString(), OpenMode.READ);
            int program = load(kernel);
            byte[] attributes = new byte[ATTRIBUTES];
            structure(attributes).putInt(place).putInt(program).putInt(CGROUP_DEVICE_ATTACH);
            ChildList list = new ChildList();
            bpf(list, PROG_ATTACH, attributes);
            kernel.processes().carryOut(list, true);
            // The group holds the program from now on.
            kernel.close(program);
            kernel.close(place);
        });
    }

    private static int load(Kernel kernel) {
        byte[] program = program();
        ChildList list = new ChildList();
        byte[] attributes = new byte[ATTRIBUTES];
        structure(attributes)
                .putInt(CGROUP_DEVICE_PROGRAM)
                .putInt(program.length / 8)
                .putLong(list.place(program))
                .putLong(list.place(new byte[] {'G', 'P', 'L', 0}));
        bpf(list, PROG_LOAD, attributes);
        return (int) kernel.processes().carryOut(list, true);
    }

    /** A union bpf_attr, whose rest is zero. */
    private static ByteBuffer structure(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private static void bpf(ChildList list, int command, byte[] attributes) {
        long number = Syscalls.number(Abi.ofThisMachine(), "bpf").orElseThrow();
        list.call(
                "bpf",
                number,
                List.of(command == PROG_LOAD ? "BPF_PROG_LOAD" : "BPF_PROG_ATTACH", "{…}", "128"),
                command,
                attributes,
                attributes.length);
    }

    /** Returns 1 for what is allowed, else 0; what is asked for is a struct bpf_cgroup_dev_ctx. */
    private static byte[] program() {
        int allowed = MEMORY_MINORS.size();
        ByteBuffer code = ByteBuffer.allocate(8 * (allowed + 10)).order(ByteOrder.nativeOrder());
        // r2 = its kind, the lower half of the first word; r3 = major; r4 = minor
        instruction(code, 0x61, 0x12, 0, 0);
        instruction(code, 0x54, 0x02, 0, 0xffff);
        instruction(code, 0x61, 0x13, 4, 0);
        instruction(code, 0x61, 0x14, 8, 0);
        // Other than a character device, or not one of memory's: on to where it is denied.
        instruction(code, 0x55, 0x02, allowed + 1, CHARACTER);
        instruction(code, 0x55, 0x03, allowed, MEMORY);
        for (int i = 0; i < allowed; i++) {
            // Over the rest of these and the two that deny.
            instruction(code, 0x15, 0x04, allowed - i + 1, MEMORY_MINORS.get(i));
        }
        returning(code, 0);
        returning(code, 1);
        return code.array();
    }

    private static void returning(ByteBuffer code, int value) {
        instruction(code, 0xb7, 0x00, 0, value);
        instruction(code, 0x95, 0x00, 0, 0);
    }

    /** A struct bpf_insn; registers hold the source's number in the upper half, the destination's in the lower. */
    private static void instruction(ByteBuffer code, int operation, int registers, int offset, int immediate) {
        code.put((byte) operation)
                .put((byte) registers)
                .putShort((short) offset)
                .putInt(immediate);
    }

    @Override
    public void close() {
        host.run(kernel -> kernel.close(joining));
    }
}
