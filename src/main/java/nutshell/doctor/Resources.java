package nutshell.doctor;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Room to work in: memory, disk, and letters the terminal can show. */
final class Resources {

    private static final long GIB = 1L << 30;

    private Resources() {}

    static Optional<Finding> lowMemory(Facts facts) {
        Optional<Long> available = facts.word("/proc/meminfo")
                .lines()
                .filter(line -> line.matches("MemAvailable:\\s+\\d{1,15} kB"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
        return available
                .filter(bytes -> bytes < GIB)
                .map(bytes -> new Finding(
                        "low-memory",
                        "The build and the lab machine want 1 GiB of memory and may be killed.",
                        "MemAvailable in /proc/meminfo is " + mebibytes(bytes) + ".",
                        "end what else is running, or give this machine more memory"));
    }

    static Optional<Finding> lowDisk(Facts facts) {
        String cache = facts.environment("XDG_CACHE_HOME")
                .or(() -> facts.environment("HOME").map(home -> home + "/.cache"))
                .orElse("/");
        long free = facts.freeBytes(cache);
        if (free >= GIB) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "low-disk",
                "Root file systems and the lab machine's image want 1 GiB and may not fit.",
                "Below " + cache + " there are " + mebibytes(free) + " free.",
                "make room there, or export XDG_CACHE_HOME=DIRECTORY where there is"));
    }

    static Optional<Finding> notUtf8(Facts facts) {
        // The first that is set decides: locale(7).
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .flatMap(name -> facts.environment(name).stream())
                .findFirst()
                .orElse("POSIX");
        if (locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8")) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "not-utf-8",
                "Files whose names have letters beyond ASCII cannot be opened, and a terminal that is not set to UTF-8 "
                        + "shows our lines and marks wrongly.",
                "LC_ALL, LC_CTYPE and LANG ask for " + locale + ", which has no such letters.",
                "export LC_ALL=C.UTF-8"));
    }

    private static String mebibytes(long bytes) {
        return bytes / (1L << 20) + " MiB";
    }
}
