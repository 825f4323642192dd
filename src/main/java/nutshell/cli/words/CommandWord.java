package nutshell.cli.words;

import java.util.List;
import java.util.function.Supplier;
import nutshell.cli.CommandRun;
import nutshell.cli.Shell;
import nutshell.labs.LiveViews;
import nutshell.labs.Place;
import nutshell.refusals.Refusal;

/**
 * A command of the program as a word of the shell; what it prints is what the line has to say.
 *
 * @param command makes the very object that the program runs
 */
record CommandWord(String name, String usage, String example, String summary, Supplier<Object> command)
        implements Word {

    @Override
    public void run(Shell shell, List<String> arguments) {
        String[] words = arguments.stream().map(word -> placed(shell, word)).toArray(String[]::new);
        CommandRun run = CommandRun.of(command.get(), words);
        run.output().forEach(shell::say);
        if (run.status() != 0) {
            throw Refusal.failed(name + " exited with " + run.status(), "explain exit-status");
        }
    }

    /** As in a lab's observations, ROOT is the tree that is or will be the container's root. */
    private static String placed(Shell shell, String word) {
        boolean root = word.equals(Place.ROOT.name()) || word.startsWith(Place.ROOT + "/");
        return root
                ? LiveViews.of(shell.session().current())
                        .place(Place.ROOT)
                        .map(directory ->
                                directory + word.substring(Place.ROOT.name().length()))
                        .orElseThrow(() -> Refusal.usage("this container has no root of its own yet", "rootfs busybox"))
                : word;
    }

    @Override
    public List<String> completions(Shell shell) {
        return CommandRun.options(command.get());
    }
}
