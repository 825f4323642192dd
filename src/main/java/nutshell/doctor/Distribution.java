package nutshell.doctor;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The family of distributions a machine belongs to, by os-release(5), for the sake of its package command. */
record Distribution(List<String> ids, String command, Function<PackageName, String> named) {

    private static final Distribution DEBIAN =
            new Distribution(List.of("debian", "ubuntu"), "apt-get install ", PackageName::debian);

    private static final List<Distribution> ALL = List.of(
            DEBIAN,
            new Distribution(List.of("fedora", "rhel", "centos"), "dnf install ", PackageName::fedora),
            new Distribution(List.of("arch"), "pacman -S ", PackageName::arch),
            new Distribution(List.of("alpine"), "apk add ", PackageName::alpine),
            new Distribution(List.of("suse", "opensuse", "sles"), "zypper install ", PackageName::suse));

    private static final Distribution OTHER =
            new Distribution(List.of(), "with this distribution's package command, install ", PackageName::debian);

    static Distribution of(Facts facts) {
        String release = facts.text("/etc/os-release")
                .or(() -> facts.text("/usr/lib/os-release"))
                .orElse("");
        // ID first: derivatives name their parents in ID_LIKE, the nearest one first.
        List<String> words =
                Stream.concat(values(release, "ID"), values(release, "ID_LIKE")).toList();
        return words.stream().flatMap(Distribution::family).findFirst().orElse(OTHER);
    }

    String install(Facts facts, PackageName wanted) {
        // On a fresh image apt knows no package until it has fetched the lists.
        boolean lists = facts.names("/var/lib/apt/lists").stream().anyMatch(name -> name.contains("_Packages"));
        return (equals(DEBIAN) && !lists ? "apt-get update && " : "") + command + named.apply(wanted);
    }

    private static Stream<Distribution> family(String word) {
        return ALL.stream()
                .filter(family -> family.ids.stream().anyMatch(id -> word.equals(id) || word.startsWith(id + "-")));
    }

    private static Stream<String> values(String release, String key) {
        return release.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1).replace("\"", "").replace("'", ""))
                .flatMap(value -> Stream.of(value.toLowerCase(Locale.ROOT).split("\\s+", -1)));
    }
}
