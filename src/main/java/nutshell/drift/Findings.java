package nutshell.drift;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What was found, each thing once: whoever is watched may do it a million times. */
final class Findings {

    private static final int MOST = 1000;

    private final Consumer<Finding> tell;
    private final Map<List<Object>, Finding> found = new LinkedHashMap<>();
    private long allowed;
    private boolean lost;

    Findings(Consumer<Finding> tell) {
        this.tell = tell;
    }

    /** Takes note, and tells of it the first time. */
    synchronized void add(Finding finding) {
        List<Object> key = List.of(finding.path(), finding.verdict(), finding.by());
        Finding before = found.get(key);
        if (before != null) {
            found.put(key, before.again());
        } else if (found.size() < MOST) {
            found.put(key, finding);
            tell.accept(finding);
        } else {
            lost = true;
        }
    }

    synchronized void allowed() {
        allowed++;
    }

    synchronized void lost() {
        lost = true;
    }

    synchronized Report report(Target target, boolean blocks, String source, List<String> unseen) {
        return new Report(target, blocks, source, allowed, List.copyOf(found.values()), unseen, lost);
    }
}
