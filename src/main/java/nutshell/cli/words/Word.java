package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;

/** A word of the shell's language that is not a step of a recipe. */
public interface Word {

    String name();

    /** How it is written: {@code undo [N]}. */
    String usage();

    String example();

    /** What it does, in at most 45 characters. */
    String summary();

    /** Does it; what it has to say goes to {@link Shell#say}. */
    void run(Shell shell, List<String> arguments);

    /** What may follow, for completion. */
    default List<String> completions(Shell shell) {
        return List.of();
    }
}
