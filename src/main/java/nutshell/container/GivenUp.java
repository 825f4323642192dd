package nutshell.container;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jnr.constants.platform.Errno;
import nutshell.kernel.Advice;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Printable;

/** Explains a refusal by what the recipe has given up before. */
final class GivenUp {

    private static final List<String> CHANGES_PATHS = List.of("mount", "umount2", "pivot_root");

    private GivenUp() {}

    static SyscallFailed explained(SyscallFailed failed, List<Step> recipe) {
        Advice advice = failed.advice();
        boolean lacks = advice.tested() && advice.cause().startsWith("this thread lacks ");
        Optional<Step> taken = last(recipe, step -> step instanceof SetCapabilities || step instanceof SetUser);
        if (lacks && taken.isPresent()) {
            String kept = taken.get() instanceof SetUser ? "; or setuid U --keepcaps" : "";
            return failed.explained(new Advice(
                    true,
                    "'%s' has given it up: %s".formatted(line(taken.get()), advice.cause()),
                    "undo, and put this before that line" + kept + "; steps shows them"));
        }
        Optional<Step> restricted = last(recipe, RestrictSelf.class::isInstance);
        boolean locked = failed.errno() == Errno.EPERM
                && CHANGES_PATHS.contains(failed.event().name())
                && restricted.isPresent();
        if (locked && !lacks) {
            return failed.explained(new Advice(
                    false,
                    "Landlock lets nobody whom it restricts change what paths lead to, root neither",
                    "undo, and mount before: " + line(restricted.get())));
        }
        return failed;
    }

    private static Optional<Step> last(List<Step> recipe, Predicate<Step> which) {
        return recipe.stream().filter(which).reduce((one, next) -> next);
    }

    private static String line(Step step) {
        return Printable.text(step.line());
    }
}
