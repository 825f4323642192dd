package nutshell.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nutshell.refusals.Refusal;

/** How much memory this machine could give to programs now; MemAvailable of proc(5). */
final class Memory {

    private Memory() {}

    static long available() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw Refusal.machine("/proc/meminfo cannot be read", "mount -t proc proc /proc");
        }
    }
}
