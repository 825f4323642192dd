package nutshell.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nutshell.machine.Folders;
import nutshell.machine.Lab;
import nutshell.machine.Lines;
import nutshell.machine.Progress;
import nutshell.machine.Running;
import nutshell.machine.Ssh;
import nutshell.refusals.Refusal;

/** The lab machine as the command line handles it: progress on standard error, ssh(1) on this terminal. */
final class LabMachines {

    private LabMachines() {}

    static Folders folders() {
        return Folders.of(System.getenv(), System.getProperty("user.name", "").equals("root"));
    }

    static Lab lab() {
        return new Lab(folders(), Home.directory(), progress());
    }

    /** Each step with the seconds since the first was awaited. */
    static Progress progress() {
        long start = System.nanoTime();
        return what -> System.err.printf("nutshell: %4d s  %s%n", (System.nanoTime() - start) / 1_000_000_000, what);
    }

    /** Returns the program's own status. What ssh itself complains of is a refusal. */
    static int inside(Ssh ssh, String user, boolean terminal, List<String> program) {
        try {
            Path log = Files.createTempFile("nutshell-ssh", ".log");
            try {
                int status = new ProcessBuilder(ssh.command(user, terminal, program, log))
                        .inheritIO()
                        .start()
                        .waitFor();
                String complaint = Lines.last(Files.readString(log), 2);
                if (status == Ssh.OWN_FAILURE && !complaint.isEmpty()) {
                    throw Refusal.failed("the way into the lab machine failed: " + complaint, "./nutshell vm reset");
                }
                return status;
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted", "again");
        }
    }

    /** Whether both standard input and output are a terminal. */
    static boolean onTerminal() {
        return TextFiles.isTerminal(0) && TextFiles.isTerminal(1);
    }

    static String told(Running machine) {
        return "up: %s, %s, ssh on 127.0.0.1:%d, process %d"
                .formatted(machine.image(), machine.accelerator(), machine.port(), machine.pid());
    }
}
