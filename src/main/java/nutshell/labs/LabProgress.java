package nutshell.labs;

import java.util.ArrayList;
import java.util.List;

/** How far somebody has come in one lab; a form with named boxes, which are the file's. */
public final class LabProgress {

    /** A card is to be read: what is typed beyond this is left out. */
    private static final int LONGEST_TRANSCRIPT = 400;

    /** The part that is on the screen: {@code goal}, {@code predict}, … */
    private String part = "goal";

    /** The option chosen at first, and what the kernel said; empty where nobody has answered. */
    private String predicted = "";

    private String answer = "";

    private int hints;

    private boolean solution;

    /** When it was done, in UTC; empty while it is not. */
    private String done = "";

    /** The observations that have come true, and the mistakes that were made on purpose. */
    private final List<String> seen = new ArrayList<>();

    /** The container's steps: with them the lab goes on where it was left. */
    private List<String> recipe = new ArrayList<>();

    private final List<String> transcript = new ArrayList<>();

    public Part part() {
        return Part.valueOf(part.toUpperCase(java.util.Locale.ROOT));
    }

    void part(Part now) {
        part = now.name().toLowerCase(java.util.Locale.ROOT);
    }

    public String predicted() {
        return predicted;
    }

    public String answer() {
        return answer;
    }

    /** The first answer counts. */
    void predicted(char letter, String kernel) {
        if (predicted.isEmpty()) {
            predicted = String.valueOf(letter);
            answer = kernel;
        }
    }

    public int hints() {
        return hints;
    }

    void hint() {
        hints++;
    }

    /** Whether the solution was opened before the lab was done. */
    public boolean solution() {
        return solution;
    }

    void openSolution() {
        solution = true;
    }

    public boolean isDone() {
        return !done.isEmpty();
    }

    public String done() {
        return done;
    }

    void done(String when) {
        done = when;
    }

    public List<String> recipe() {
        return List.copyOf(recipe);
    }

    void recipe(List<String> lines) {
        recipe = new ArrayList<>(lines);
    }

    boolean saw(String what) {
        return seen.contains(what);
    }

    void see(String what) {
        seen.add(what);
    }

    /** Adds what somebody else has come to in this lab; what is on the screen stays ours. */
    void join(LabProgress other) {
        other.seen.stream().filter(what -> !seen.contains(what)).forEach(seen::add);
        hints = Math.max(hints, other.hints);
        solution |= other.solution;
        if (predicted.isEmpty()) {
            predicted = other.predicted;
            answer = other.answer;
        }
        if (done.isEmpty()) {
            done = other.done;
        }
    }

    public List<String> transcript() {
        return List.copyOf(transcript);
    }

    void record(String line) {
        if (transcript.size() < LONGEST_TRANSCRIPT) {
            transcript.add(line);
        }
    }
}
