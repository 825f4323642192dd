package nutshell.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import nutshell.checklist.Standing;

/**
 * Many hosts' reports as one.
 *
 * @param hosts the weakest first
 * @param questions in the checklist's order
 * @param images the weakest first
 */
public record Fleet(
        List<FleetHost> hosts, List<FleetQuestion> questions, List<FleetImage> images, List<LeftOut> leftOut) {

    /** Fewer hosts have no custom to differ from. */
    private static final int FEWEST = 5;

    /** Of so many hundred hosts with one standing, the rest is odd. */
    private static final int USUAL_PERCENT = 90;

    public Fleet {
        hosts = List.copyOf(hosts);
        questions = List.copyOf(questions);
        images = List.copyOf(images);
        leftOut = List.copyOf(leftOut);
    }

    /** Who stands worse than nine in ten of the others on a question. */
    public List<OddOne> oddOnes() {
        List<OddOne> odd = new ArrayList<>();
        for (FleetQuestion each : questions) {
            int asked =
                    each.hosts().values().stream().mapToInt(Integer::intValue).sum();
            each.hosts().entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .filter(usual -> asked >= FEWEST && usual.getValue() * 100L >= asked * (long) USUAL_PERCENT)
                    .ifPresent(usual -> odd.addAll(worse(each, usual.getKey(), usual.getValue(), asked)));
        }
        odd.sort(Comparator.comparing(OddOne::standing));
        return odd;
    }

    private List<OddOne> worse(FleetQuestion question, Standing usual, int share, int asked) {
        String id = question.question().id();
        return hosts.stream()
                .filter(host -> host.standings().getOrDefault(id, usual).compareTo(usual) < 0)
                .map(host -> new OddOne(host.name(), id, host.standings().getOrDefault(id, usual), usual, share, asked))
                .toList();
    }

    /** Those of them from whom there is no report, by name or by their report's file name. */
    public List<String> missing(List<String> expected) {
        return expected.stream()
                .filter(name -> hosts.stream()
                        .noneMatch(host ->
                                host.name().equals(name) || fileName(host).equals(name)))
                .toList();
    }

    private static String fileName(FleetHost host) {
        return host.report().replaceFirst(".*/", "").replaceFirst("\\.json$", "");
    }
}
