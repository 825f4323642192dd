package nutshell.vulnerabilities;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.packages.InstalledPackage;
import nutshell.packages.Inventory;

/** Holds record after record against what is installed; of a record that concerns nothing here, only scores are kept. */
final class Matching {

    /** Packages that were built from one source share its flaws. */
    private record Build(String source, String version, String where) {
        static Build of(InstalledPackage installed) {
            return new Build(
                    installed.packaging() + " " + installed.source(), installed.sourceVersion(), installed.where());
        }
    }

    private record Key(String flaw, Build build) {}

    private final Inventory inventory;
    private final Map<Build, List<InstalledPackage>> builds = new LinkedHashMap<>();
    private final Map<String, Set<InstalledPackage>> byName = new HashMap<>();
    private final Map<Key, Claims> claims = new LinkedHashMap<>();
    private final Map<String, Set<String>> vectors = new HashMap<>();
    private final Map<String, String> summaries = new HashMap<>();

    Matching(Inventory inventory) {
        this.inventory = inventory;
        for (InstalledPackage installed : inventory.packages()) {
            builds.computeIfAbsent(Build.of(installed), build -> new ArrayList<>())
                    .add(installed);
            Stream.of(installed.name(), installed.source(), artifact(installed.name()))
                    .forEach(name -> byName.computeIfAbsent(name, any -> new LinkedHashSet<>())
                            .add(installed));
        }
    }

    private static String artifact(String name) {
        return name.substring(name.lastIndexOf(':') + 1);
    }

    void take(Advisory advisory) {
        if (advisory.withdrawn()) {
            return;
        }
        Set<String> flaws = advisory.flaws();
        // A record of several flaws does not say of which a score is.
        if (flaws.size() == 1 && !advisory.vectors().isEmpty()) {
            flaws.forEach(flaw ->
                    vectors.computeIfAbsent(flaw, any -> new LinkedHashSet<>()).addAll(advisory.vectors()));
        }
        for (Affected affected : advisory.affected()) {
            byName.getOrDefault(artifact(affected.name()), Set.of())
                    .forEach(installed -> take(advisory, flaws, affected, installed));
        }
    }

    private void take(Advisory advisory, Set<String> flaws, Affected affected, InstalledPackage installed) {
        Ecosystem whose = Ecosystem.of(affected.ecosystem(), installed, inventory.distribution());
        if (whose == Ecosystem.FOREIGN || !whose.names(affected.name(), installed)) {
            return;
        }
        for (String flaw : flaws) {
            claims.computeIfAbsent(new Key(flaw, Build.of(installed)), key -> new Claims(installed))
                    .add(whose, advisory.id(), affected);
            summaries.merge(flaw, advisory.summary(), (old, summary) -> old.isEmpty() ? summary : old);
        }
    }

    List<Finding> findings() {
        return claims.entrySet().stream()
                .flatMap(entry -> entry.getValue().verdict().stream()
                        .map(verdict -> finding(entry.getKey(), entry.getValue(), verdict)))
                .sorted(Finding.ORDER)
                .toList();
    }

    private Finding finding(Key key, Claims told, Verdict verdict) {
        List<Score> scores = vectors.getOrDefault(key.flaw(), Set.of()).stream()
                .flatMap(vector -> Score.of(vector).stream())
                .distinct()
                .sorted(java.util.Comparator.comparing(Score::version))
                .toList();
        return new Finding(
                key.flaw(),
                builds.getOrDefault(key.build(), List.of()),
                verdict,
                told.because(),
                told.fixedIn(),
                scores,
                List.copyOf(told.records()),
                summaries.getOrDefault(key.flaw(), ""));
    }
}
