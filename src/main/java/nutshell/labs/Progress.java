package nutshell.labs;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How far somebody has come in all labs; its fields are the file's, in their order, but for the transient ones. */
public final class Progress {

    static final String SCHEMA = "nutshell.progress/1";

    private String schema = SCHEMA;

    /** The lab that is being done; empty where none is. */
    private String current = "";

    /** Whether it is done as part of the tour. */
    private boolean tour;

    private final Map<String, LabProgress> labs = new TreeMap<>();

    /** The labs that this program has to do with; of all others the file knows more. */
    private final transient Set<String> touched = new HashSet<>();

    /** Those of them that were put back to their start, which is not to come again out of the file. */
    private final transient Set<String> forgotten = new HashSet<>();

    String schema() {
        return schema;
    }

    public Optional<String> current() {
        return current.isEmpty() ? Optional.empty() : Optional.of(current);
    }

    public boolean tour() {
        return tour;
    }

    void current(String lab, boolean onTour) {
        current = lab;
        tour = onTour;
    }

    /** What is known of a lab; nothing yet where it has not been started. */
    public Optional<LabProgress> of(String lab) {
        return Optional.ofNullable(labs.get(lab));
    }

    LabProgress start(String lab) {
        touched.add(lab);
        return labs.computeIfAbsent(lab, name -> new LabProgress());
    }

    /** Puts a lab back to its start; returns whether anything was known of it. */
    boolean reset(String lab) {
        touched.add(lab);
        forgotten.add(lab);
        return labs.remove(lab) != null;
    }

    /** Takes over what another program has written meanwhile: its labs as they are, in ours what it alone has seen. */
    void join(Progress written) {
        labs.keySet().removeIf(lab -> !touched.contains(lab) && !written.labs.containsKey(lab));
        written.labs.forEach((lab, theirs) -> {
            LabProgress ours = labs.get(lab);
            if (!touched.contains(lab)) {
                labs.put(lab, theirs);
            } else if (!forgotten.contains(lab) && ours != null) {
                ours.join(theirs);
            }
        });
    }

    /** What was forgotten is gone from the file as well. */
    void written() {
        forgotten.clear();
    }

    /** Refuses parts that no lab has. */
    void check() {
        labs.values().forEach(LabProgress::part);
    }
}
