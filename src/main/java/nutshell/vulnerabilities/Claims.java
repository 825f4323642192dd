package nutshell.vulnerabilities;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nutshell.packages.InstalledPackage;
import nutshell.packages.Packaging;
import nutshell.packages.VersionOrder;

/** All that is said about one flaw of one package; weighed once everything has been said. */
final class Claims {

    private record Claim(String record, Affected affected) {}

    private final InstalledPackage installed;
    private final VersionOrder order;
    private final String version;
    private final Set<Claim> own = new LinkedHashSet<>();
    private final Set<Claim> upstream = new LinkedHashSet<>();

    Claims(InstalledPackage installed) {
        this.installed = installed;
        this.order = installed.packaging().order();
        this.version = installed.packaging() == Packaging.DPKG ? installed.sourceVersion() : installed.version();
    }

    void add(Ecosystem whose, String record, Affected affected) {
        (whose == Ecosystem.OWN ? own : upstream).add(new Claim(record, affected));
    }

    /** Nothing where nobody says that this version has it. */
    Optional<Verdict> verdict() {
        if (affecting().findAny().isPresent()) {
            return Optional.of(namedByGuess() ? Verdict.UNCONFIRMED : Verdict.VULNERABLE);
        }
        if (affectingUpstream().findAny().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(own.isEmpty() ? Verdict.UNCONFIRMED : Verdict.PATCHED);
    }

    private Stream<Claim> affecting() {
        return own.stream().filter(claim -> claim.affected().affects(version, order));
    }

    private Stream<Claim> affectingUpstream() {
        return upstream.stream()
                .filter(claim -> claim.affected().affects(installed.upstreamVersion(), VersionOrder.UPSTREAM));
    }

    /** An archive that does not tell its group may be another project's of that name. */
    private boolean namedByGuess() {
        return installed.packaging() == Packaging.JAVA && !installed.name().contains(":");
    }

    Optional<String> fixedIn() {
        return affecting()
                .flatMap(claim -> claim.affected().fixAbove(version, order).stream())
                .min(order);
    }

    Set<String> records() {
        Set<String> records = new TreeSet<>();
        Stream.concat(own.stream(), upstream.stream()).forEach(claim -> records.add(claim.record()));
        return records;
    }

    List<String> because() {
        List<String> reasons = new ArrayList<>();
        affecting()
                .map(claim -> "%s (%s): %s"
                        .formatted(
                                claim.affected().ecosystem(),
                                claim.record(),
                                claim.affected().told(order)))
                .forEach(reasons::add);
        if (!reasons.isEmpty()) {
            if (namedByGuess()) {
                reasons.add("known by its file's name alone: it may be something else of that name");
            }
            return reasons;
        }
        affectingUpstream()
                .map(claim -> "upstream (%s): %s; this is %s"
                        .formatted(
                                claim.record(),
                                claim.affected().told(VersionOrder.UPSTREAM),
                                installed.upstreamVersion()))
                .forEach(reasons::add);
        own.stream().map(this::repaired).distinct().forEach(reasons::add);
        return reasons;
    }

    private String repaired(Claim claim) {
        String who = "%s (%s)".formatted(claim.affected().ecosystem(), claim.record());
        return claim.affected()
                .fixBelow(version, order)
                .map(fixed -> "%s: repaired in %s; this is %s".formatted(who, fixed, version))
                .orElseGet(() -> "%s: does not count %s among the affected".formatted(who, version));
    }
}
