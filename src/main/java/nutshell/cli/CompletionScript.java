package nutshell.cli;

import picocli.AutoComplete;

/** What a shell has to know to complete our command line. */
final class CompletionScript {

    /** zsh lacks this command of bash's, and would say so in the middle of a line. */
    private static final String WITHOUT_COMPOPT = "[ -z \"${ZSH_VERSION-}\" ] || compopt() { return 0; }\n";

    private CompletionScript() {}

    static String bash() {
        // It is sourced: a first line that names an interpreter would promise otherwise.
        String script = AutoComplete.bash("nutshell", NutshellCommand.whole()).replaceFirst("^#!.*\\n", "");
        return WITHOUT_COMPOPT + script + "\n";
    }

    /** As a file on zsh's fpath, which is read when the first completion is asked for, and has to answer it too. */
    static String zsh() {
        return "#compdef nutshell\n" + bash() + "_bash_complete -o default -F _complete_nutshell\n";
    }
}
