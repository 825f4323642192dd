package nutshell.whole;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that somebody has put into a root file system with other tools than ours, from another terminal. */
record Elsewhere(Process process) implements AutoCloseable {

    /** Starts the command with a tree that holds a static busybox for its last word, and waits until it says ready. */
    static Elsewhere inTreeOf(WholeProgram program, String... command) throws IOException {
        Path root = program.directory().resolve("tree");
        Files.createDirectories(root.resolve("old"));
        Files.createDirectories(root.resolve("bin"));
        Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
        List<String> all = new ArrayList<>(List.of(command));
        all.add(root.toString());
        Process process = new ProcessBuilder(all)
                .redirectError(program.directory().resolve("elsewhere.err").toFile())
                .start();
        BufferedReader said = process.inputReader();
        if (!"ready".equals(said.readLine())) {
            process.destroyForcibly();
            throw new AssertionError(
                    "not ready: " + Files.readString(program.directory().resolve("elsewhere.err")));
        }
        return new Elsewhere(process);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
