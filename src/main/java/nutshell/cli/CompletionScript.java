package nutshell.cli;

import picocli.AutoComplete;

/** What a shell has to know to complete our command line. */
final class CompletionScript {

    private CompletionScript() {}

    static String bash() {
        // It is sourced: a first line that names an interpreter would promise otherwise.
        return AutoComplete.bash("nutshell", Main.commandLine()).replaceFirst("^#!.*\\n", "") + "\n";
    }

    /** As a file on zsh's fpath, which is read when the first completion is asked for, and has to answer it too. */
    static String zsh() {
        return "#compdef nutshell\n" + bash() + "_bash_complete -o default -F _complete_nutshell\n";
    }
}
