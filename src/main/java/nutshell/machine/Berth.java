package nutshell.machine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The files around one machine: what it is started with, what it leaves, what survives it. */
record Berth(Folders folders) {

    /** Room for the learner's progress; the file takes only what is written. */
    private static final long STATE_BYTES = 1L << 30;

    Path console() {
        return folders.run().resolve("console");
    }

    Path wire() {
        return folders.run().resolve("wire");
    }

    Path control() {
        return folders.run().resolve("control");
    }

    Path pidFile() {
        return folders.run().resolve("pid");
    }

    /** There while the machine is reset: who is killed meanwhile may leave it without clock and learner's disk. */
    Path asleep() {
        return folders.run().resolve("asleep");
    }

    Path program() {
        return folders.run().resolve("program.squashfs");
    }

    Keys keys() {
        return new Keys(folders.state()).made();
    }

    /** The learner's disk: made once, never rolled back, formatted by the machine itself. */
    Path stateDisk() throws IOException {
        Path disk = folders.state().resolve("state.raw");
        if (!Files.exists(disk)) {
            Path half = folders.state().resolve("state.raw.half");
            try (RandomAccessFile file = new RandomAccessFile(half.toFile(), "rw")) {
                file.setLength(STATE_BYTES);
            }
            Files.move(half, disk, StandardCopyOption.ATOMIC_MOVE);
        }
        return disk;
    }

    /** Where the machine's memory is kept for a reset: large, so not in the run folder, which is memory itself. */
    Path memory() {
        return folders.state().resolve("memory.qcow2");
    }

    Path freshMemory() {
        Tool.must(
                "the file for the machine's memory",
                Duration.ofSeconds(30),
                List.of("qemu-img", "create", "-q", "-f", "qcow2", memory().toString(), "16G"));
        return memory();
    }

    /**
     * Ends what a start that was killed half-way left running, and removes what no machine needs any more; returns the
     * processes it ended. One that was killed while its QEMU started has no process id on file yet, so they are looked for.
     */
    List<Long> clear() throws IOException {
        List<ProcessHandle> running = emulators(folders.run());
        running.forEach(ProcessHandle::destroyForcibly);
        running.forEach(Berth::awaitEnd);
        Running.forget(folders.run());
        for (Path file : List.of(wire(), control(), pidFile(), asleep(), program(), memory())) {
            Files.deleteIfExists(file);
        }
        Trees.remove(ProgramDisk.tree(program()));
        return running.stream().map(ProcessHandle::pid).toList();
    }

    /** Known by the console in that folder; in another mount namespace a folder of that name is somebody else's. */
    static List<ProcessHandle> emulators(Path run) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").contains("/qemu-system-"))
                .filter(process -> Arrays.stream(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.contains(run + "/")))
                .filter(process -> sees(process, run))
                .toList();
    }

    private static boolean sees(ProcessHandle process, Path run) {
        try {
            return Files.isSameFile(Path.of("/proc/" + process.pid() + "/root" + run.toAbsolutePath()), run);
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitEnd(ProcessHandle emulator) {
        try {
            for (int i = 0; i < 100 && emulator.isAlive(); i++) {
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of what the kernel inside has said. */
    String lastWords() {
        try {
            return Lines.last(Files.readString(console(), StandardCharsets.ISO_8859_1), 60);
        } catch (IOException e) {
            return "(the console has no log)";
        }
    }

    /**
     * Whether the kernel inside ended before it had started its first process. Under QEMU's emulation that happens now and then,
     * with a double fault: nothing of ours has run by then, so it is worth another try.
     */
    boolean diedBeforeItsFirstProcess() {
        try {
            String said = Files.readString(console(), StandardCharsets.ISO_8859_1);
            return said.contains("Kernel panic - not syncing") && said.contains("start_kernel+");
        } catch (IOException e) {
            return false;
        }
    }
}
