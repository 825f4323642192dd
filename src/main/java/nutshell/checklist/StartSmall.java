package nutshell.checklist;

import java.util.Comparator;
import java.util.List;

/** Which questions matter most for somebody's goals. */
public final class StartSmall {

    private static final int FEW = 5;

    private StartSmall() {}

    /** The five that matter most, of those that are not good here. */
    public static List<Assessed> of(Assessment assessment, List<Goal> goals, List<String> first) {
        return order(assessment.questions(), goals, first).stream()
                .filter(each -> each.standing().compareTo(Standing.GOOD) < 0)
                .limit(FEW)
                .toList();
    }

    /**
     * Those that share the most goals first, a goal named twice counting twice; else in this order, then as they were.
     * What there is nothing of here comes last: it asks for least.
     */
    public static List<Assessed> order(List<Assessed> questions, List<Goal> goals, List<String> first) {
        return questions.stream()
                .sorted(Comparator.<Assessed, Boolean>comparing(each -> each.standing() == Standing.NOT_HERE)
                        .thenComparingLong(each -> -matches(each, goals))
                        .thenComparingInt(each -> place(each, first)))
                .toList();
    }

    private static long matches(Assessed assessed, List<Goal> goals) {
        return goals.stream()
                .filter(goal -> assessed.question().goals().contains(goal.word()))
                .count();
    }

    private static int place(Assessed assessed, List<String> first) {
        int place = first.indexOf(assessed.question().id());
        return place < 0 ? first.size() : place;
    }
}
