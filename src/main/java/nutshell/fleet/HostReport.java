package nutshell.fleet;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import nutshell.checklist.Standing;

/** One host's report in numbers of the {@link Lexicon}. */
final class HostReport {

    /** A question's standing on an image's account. */
    record ImageWeak(int image, int question) {}

    final String source;
    final String host;
    final String id;
    final Instant at;
    final String kernel;
    private final List<Optional<Standing>> standings;
    private final int[] facts;
    private final Map<Integer, Integer> containers;
    private final Set<ImageWeak> weakImages;

    HostReport(
            String source,
            Who who,
            Map<Integer, Standing> standings,
            Set<Integer> facts,
            Map<Integer, Integer> containers,
            Set<ImageWeak> weakImages) {
        this.source = source;
        this.host = who.host;
        this.id = who.id;
        this.at = who.at;
        this.kernel = who.kernel;
        int most = standings.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
        this.standings = IntStream.rangeClosed(0, most)
                .mapToObj(question -> Optional.ofNullable(standings.get(question)))
                .toList();
        this.facts = new TreeSet<>(facts).stream().mapToInt(Integer::intValue).toArray();
        this.containers = Map.copyOf(containers);
        this.weakImages = Set.copyOf(weakImages);
    }

    /** Whose report, and of when. */
    record Who(String host, String id, Instant at, String kernel) {}

    /** Nothing, where the question was not asked. */
    Optional<Standing> standing(int question) {
        return question < standings.size() ? standings.get(question) : Optional.empty();
    }

    void eachFact(IntConsumer taker) {
        Arrays.stream(facts).forEach(taker);
    }

    /** By image, how many containers were made from it; none where the host only holds it. */
    Map<Integer, Integer> containers() {
        return containers;
    }

    Set<ImageWeak> weakImages() {
        return weakImages;
    }
}
