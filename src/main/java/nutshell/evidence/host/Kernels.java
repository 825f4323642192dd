package nutshell.evidence.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;

/** Kernels that lie ready beside the one that runs. */
final class Kernels {

    private Kernels() {}

    /** Those of the same flavour with a higher version; a machine that boots otherwise has none to compare. */
    static Evidence<List<String>> newer(Path boot, Evidence<String> running) {
        if (running.fact().isEmpty()) {
            return running.parsed(nothing -> List.of());
        }
        try (Stream<Path> files = Files.list(boot)) {
            List<String> installed = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("vmlinuz-") && !name.contains("rescue"))
                    .map(name -> name.substring("vmlinuz-".length()))
                    .toList();
            return installed.contains(running.fact().get())
                    ? Evidence.seen(
                            boot.toString(),
                            installed.stream()
                                    .filter(version -> BY_NUMBERS.compare(
                                                    version, running.fact().get())
                                            > 0)
                                    .sorted(BY_NUMBERS)
                                    .toList())
                    : Evidence.notSeen(
                            boot.toString(),
                            "the running kernel is not among those in /boot: what is installed cannot be compared");
        } catch (IOException e) {
            return Evidence.notSeen(boot.toString(), Documents.reason(e));
        }
    }

    /** By their numbers, not by letters: 6.1.0-9 is older than 6.1.0-10. */
    static final Comparator<String> BY_NUMBERS = (one, other) -> {
        String[] a = one.split("[^0-9]+", -1);
        String[] b = other.split("[^0-9]+", -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int difference = Long.compare(number(a[i]), number(b[i]));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(a.length, b.length);
    };

    private static long number(String digits) {
        return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) : 0;
    }
}
