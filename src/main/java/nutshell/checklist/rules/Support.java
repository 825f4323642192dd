package nutshell.checklist.rules;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nutshell.content.ProgramFile;

/** Until when a release is fixed by its makers, from {@code support.txt}, which names its source. */
record Support(Map<String, LocalDate> ends) {

    private static final Support OURS = parse(ProgramFile.text("/nutshell/checklist/support.txt"));

    Support {
        ends = Map.copyOf(ends);
    }

    /** The day on which it ended, where that has passed; a release nobody told us of has not. */
    static Optional<LocalDate> ended(String product, String version) {
        return OURS.end(product, version).filter(day -> day.isBefore(LocalDate.now(java.time.ZoneOffset.UTC)));
    }

    /** Of 3.18.4 that of 3.18.4, else 3.18, else 3: makers differ in what they call a release. */
    Optional<LocalDate> end(String product, String version) {
        String release = version.replaceFirst("^v", "").replaceFirst("[^0-9.].*", "");
        while (!ends.containsKey(product + " " + release) && release.contains(".")) {
            release = release.substring(0, release.lastIndexOf('.'));
        }
        return Optional.ofNullable(ends.get(product + " " + release));
    }

    static Support parse(String text) {
        Map<String, LocalDate> ends = new HashMap<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            ends.put(line.substring(0, space), LocalDate.parse(line.substring(space + 1)));
        });
        return new Support(ends);
    }
}
