package nutshell.checklist;

import java.util.Comparator;
import java.util.List;

/** Which questions matter most for somebody's goals. */
public final class StartSmall {

    private static final int FEW = 5;

    private StartSmall() {}

    /** Five that are not good here: those that touch the most goals first, then the worst, one group at a time. */
    public static List<Assessed> of(Assessment assessment, List<Goal> goals) {
        List<Assessed> sorted = order(
                assessment.questions().stream()
                        .filter(each -> each.standing().compareTo(Standing.GOOD) < 0)
                        .toList(),
                goals);
        return sorted.stream().limit(FEW).toList();
    }

    /** The same questions, those that matter most first. */
    public static List<Assessed> order(List<Assessed> questions, List<Goal> goals) {
        return questions.stream()
                .sorted(Comparator.<Assessed>comparingInt(each -> each.standing() == Standing.WEAK ? 0 : 1)
                        .thenComparingLong(each -> -matches(each, goals))
                        .thenComparing(Assessed::standing)
                        .thenComparingLong(each -> -weak(each)))
                .toList();
    }

    private static long matches(Assessed assessed, List<Goal> goals) {
        return goals.stream()
                .filter(goal -> assessed.question().goals().contains(goal.word()))
                .count();
    }

    private static long weak(Assessed assessed) {
        return assessed.evidence().stream()
                .filter(each -> each.standing() == Standing.WEAK)
                .count();
    }
}
