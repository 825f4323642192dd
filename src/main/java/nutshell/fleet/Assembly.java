package nutshell.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nutshell.checklist.Standing;

/** Counts what the hosts' packed reports have in common. */
final class Assembly {

    private record Named(String name, HostReport report) {}

    private final Lexicon lexicon;
    private final List<Named> reports;

    Assembly(Lexicon lexicon, List<HostReport> reports) {
        this.lexicon = lexicon;
        Set<String> once = new HashSet<>();
        Set<String> twice = reports.stream()
                .map(report -> report.host)
                .filter(host -> !once.add(host))
                .collect(Collectors.toSet());
        this.reports = reports.stream()
                .map(report -> new Named(name(report, twice.contains(report.host)), report))
                .sorted(Comparator.comparing(Named::name))
                .toList();
    }

    private static String name(HostReport report, boolean ambiguous) {
        return ambiguous ? report.host + " #" + (report.id.isEmpty() ? "?" : report.id) : report.host;
    }

    Fleet fleet(List<LeftOut> leftOut) {
        List<FleetHost> hosts = new ArrayList<>(reports.stream().map(this::host).toList());
        hosts.sort(Comparator.comparingLong((FleetHost host) -> -host.count(Standing.WEAK))
                .thenComparing(host -> -host.count(Standing.UNKNOWN))
                .thenComparing(FleetHost::name));
        return new Fleet(hosts, questions(), images(), leftOut);
    }

    private FleetHost host(Named named) {
        HostReport report = named.report;
        Map<String, Standing> standings = new TreeMap<>();
        for (int question = 0; question < lexicon.questions().size(); question++) {
            String id = lexicon.questions().get(question).id();
            report.standing(question).ifPresent(standing -> standings.put(id, standing));
        }
        return new FleetHost(
                named.name, report.source, report.at, report.kernel, Collections.unmodifiableMap(standings));
    }

    private List<FleetQuestion> questions() {
        List<List<String>> hostsOfFact = new ArrayList<>();
        lexicon.facts().forEach(fact -> hostsOfFact.add(new ArrayList<>(1)));
        List<Map<Standing, Integer>> counts = new ArrayList<>();
        lexicon.questions().forEach(question -> counts.add(new EnumMap<>(Standing.class)));
        for (Named named : reports) {
            HostReport report = named.report;
            report.eachFact(fact -> hostsOfFact.get(fact).add(named.name));
            for (int question = 0; question < counts.size(); question++) {
                Map<Standing, Integer> count = counts.get(question);
                report.standing(question).ifPresent(standing -> count.merge(standing, 1, Integer::sum));
            }
        }
        List<List<FleetFact>> facts = facts(hostsOfFact);
        List<FleetQuestion> questions = new ArrayList<>();
        for (int question = 0; question < counts.size(); question++) {
            if (!counts.get(question).isEmpty()) {
                questions.add(new FleetQuestion(
                        lexicon.questions().get(question), counts.get(question), facts.get(question)));
            }
        }
        return questions;
    }

    private List<List<FleetFact>> facts(List<List<String>> hostsOfFact) {
        List<List<FleetFact>> byQuestion = new ArrayList<>();
        lexicon.questions().forEach(question -> byQuestion.add(new ArrayList<>()));
        for (int i = 0; i < hostsOfFact.size(); i++) {
            Lexicon.Said said = lexicon.facts().get(i);
            if (!hostsOfFact.get(i).isEmpty()) {
                byQuestion.get(said.question()).add(new FleetFact(said.standing(), said.text(), hostsOfFact.get(i)));
            }
        }
        byQuestion.forEach(facts -> facts.sort(Comparator.comparing(FleetFact::standing)
                .thenComparing(fact -> -fact.hosts().size())
                .thenComparing(FleetFact::text)));
        return byQuestion;
    }

    private List<FleetImage> images() {
        List<int[]> seen = new ArrayList<>();
        List<Map<Integer, Integer>> weak = new ArrayList<>();
        lexicon.images().forEach(image -> {
            seen.add(new int[2]);
            weak.add(new TreeMap<>());
        });
        for (HostReport report : reports.stream().map(Named::report).toList()) {
            report.containers().forEach((image, containers) -> {
                seen.get(image)[0]++;
                seen.get(image)[1] += containers;
            });
            report.weakImages().forEach(each -> weak.get(each.image()).merge(each.question(), 1, Integer::sum));
        }
        List<FleetImage> images = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i)[0] > 0) {
                images.add(new FleetImage(lexicon.images().get(i), seen.get(i)[0], seen.get(i)[1], byId(weak.get(i))));
            }
        }
        images.sort(Comparator.comparingInt((FleetImage image) -> -image.weak().size())
                .thenComparing(image -> -image.hosts())
                .thenComparing(FleetImage::name));
        return images;
    }

    /** In the checklist's order. */
    private Map<String, Integer> byId(Map<Integer, Integer> byNumber) {
        Map<String, Integer> byId = new LinkedHashMap<>();
        byNumber.forEach(
                (number, count) -> byId.put(lexicon.questions().get(number).id(), count));
        return Collections.unmodifiableMap(byId);
    }
}
