package nutshell.machine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
            try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
                file.setLength(STATE_BYTES);
            }
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

    /** Ends what a start that was killed half-way left running, and removes what no machine needs any more. */
    void clear() throws IOException {
        if (Files.exists(pidFile())) {
            String text = Files.readString(pidFile()).strip();
            if (text.matches("\\d{1,9}") && isOurs(text)) {
                ProcessHandle.of(Long.parseLong(text)).ifPresent(ProcessHandle::destroyForcibly);
                awaitEnd(text);
            }
        }
        Running.forget(folders.run());
        for (Path file : List.of(wire(), control(), pidFile(), program(), memory())) {
            Files.deleteIfExists(file);
        }
    }

    private boolean isOurs(String pid) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", pid, "cmdline"));
            return new String(line, StandardCharsets.UTF_8).contains(control().toString());
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitEnd(String pid) {
        try {
            for (int i = 0; i < 100 && isOurs(pid); i++) {
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
