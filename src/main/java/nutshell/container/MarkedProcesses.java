package nutshell.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import nutshell.kernel.Kernel;
import nutshell.kernel.Signal;
import nutshell.kernel.SyscallFailed;

/** The processes that carry a session's mark in their environment: its random name is nobody else's. */
final class MarkedProcesses {

    private static final int MOST_ROUNDS = 5;
    private static final long PAUSE_NANOS = 2_000_000;

    private final Kernel kernel;
    private final String mark;
    private final List<Integer> killed = new ArrayList<>();

    MarkedProcesses(Kernel kernel, String session) {
        this.kernel = kernel;
        this.mark = "\0" + Launch.MARK + "=" + session + "/";
    }

    /**
     * Looks again while there are some, or one was in the middle of an execve(2) and had no environment to be seen. Returns
     * the numbers of those it has killed.
     */
    List<Integer> kill() {
        int rounds = 0;
        while (killOnce() && rounds < MOST_ROUNDS) {
            rounds++;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return killed;
    }

    /** Returns whether another look is needed. */
    private boolean killOnce() {
        boolean again = false;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path path : processes.filter(MarkedProcesses::isProcess).toList()) {
                String environment = environment(path);
                if (environment.contains(mark)) {
                    int pid = Integer.parseInt(path.getFileName().toString());
                    kill(pid);
                    killed.add(pid);
                    again = true;
                } else if (environment.length() == 1) {
                    again |= isProgram(path);
                }
            }
        } catch (IOException e) {
            // No /proc, no way to see them.
        }
        return again;
    }

    private static boolean isProcess(Path path) {
        return path.getFileName().toString().matches("[0-9]+");
    }

    /** A kernel thread has no environment either, but no program. */
    private static boolean isProgram(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("exe")).isAbsolute();
        } catch (IOException e) {
            return false;
        }
    }

    private static String environment(Path process) {
        try {
            return "\0" + Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private void kill(int pid) {
        try {
            kernel.processes().kill(pid, Signal.SIGKILL);
        } catch (SyscallFailed e) {
            // It has ended meanwhile.
        }
    }
}
