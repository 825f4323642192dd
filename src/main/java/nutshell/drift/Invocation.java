package nutshell.drift;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import nutshell.evidence.proc.ProcDirectory;

/**
 * The arguments of an execve(2) that waits for its answer, read from the memory of who calls it: once it has been let go, a
 * short program is over before anybody has looked.
 */
final class Invocation {

    private static final int MOST_WORDS = 32;
    private static final int LONGEST_WORD = 512;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofNanos(100_000);
    private static final String RUNNING = "running";

    private Invocation() {}

    /** Empty where they are not to be had: the process is not in execve(2), or not one that we may look into. */
    static List<String> of(int pid) {
        Path process = Members.process(pid);
        Optional<Long> array = waiting(process).flatMap(Invocation::arguments);
        if (array.isEmpty()) {
            return List.of();
        }
        try (FileChannel memory = FileChannel.open(process.resolve("mem"), StandardOpenOption.READ)) {
            return words(memory, array.get());
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * What proc(5) says of the call that a process waits in. The question reaches us before whoever asks it has gone to sleep,
     * and of who runs still the kernel does not say where it is.
     */
    private static Optional<String> waiting(Path process) {
        ProcDirectory proc = new ProcDirectory(process);
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        Optional<String> syscall = proc.text("syscall").fact();
        while (syscall.isPresent() && syscall.get().startsWith(RUNNING) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            syscall = proc.text("syscall").fact();
        }
        return syscall;
    }

    /** Where argv lies: the number of the call comes first, its arguments follow, see proc(5). */
    static Optional<Long> arguments(String syscall) {
        List<String> fields = List.of(syscall.strip().split(" ", -1));
        // execve has argv as its second argument; execveat, after a directory, as its third.
        int at = fields.get(0).equals("322") || fields.get(0).equals("281") ? 3 : 2;
        return fields.size() > at && fields.get(at).matches("0x[0-9a-f]{1,15}")
                ? Optional.of(Long.parseLong(fields.get(at).substring(2), 16))
                : Optional.empty();
    }

    private static List<String> words(FileChannel memory, long array) throws IOException {
        ByteBuffer pointers = read(memory, array, MOST_WORDS * Long.BYTES);
        List<String> words = new ArrayList<>();
        while (pointers.remaining() >= Long.BYTES) {
            long pointer = pointers.getLong();
            if (pointer <= 0) {
                break;
            }
            words.add(text(read(memory, pointer, LONGEST_WORD)));
        }
        return words;
    }

    /** As much as is mapped there. */
    private static ByteBuffer read(FileChannel memory, long address, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most).order(ByteOrder.nativeOrder());
        memory.read(bytes, address);
        return bytes.flip();
    }

    private static String text(ByteBuffer bytes) {
        String all = StandardCharsets.UTF_8.decode(bytes).toString();
        int end = all.indexOf('\0');
        return end < 0 ? all : all.substring(0, end);
    }
}
