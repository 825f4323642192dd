package nutshell.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of ssh(1) into the machine. */
public record Ssh(Path keys, int port) {

    /** What ssh(1) gives where it failed itself; a program may give the same. */
    public static final int OWN_FAILURE = 255;

    /**
     * As this user, with a terminal or without; without a program it is the user's shell. What ssh itself has to
     * complain of goes to the log.
     */
    public List<String> command(String user, boolean terminal, List<String> program, Path log) {
        Keys ours = new Keys(keys);
        List<String> command = new ArrayList<>(List.of("ssh", "-F", "none", "-p", "" + port, "-i", ours.client() + ""));
        option(command, "UserKnownHostsFile=\"" + ours.knownHosts() + "\"");
        option(command, "HostKeyAlias=" + Keys.NAME);
        option(command, "StrictHostKeyChecking=yes");
        option(command, "IdentitiesOnly=yes");
        option(command, "BatchMode=yes");
        option(command, "LogLevel=ERROR");
        option(command, "ConnectTimeout=60");
        // A machine that was reset or killed never says goodbye.
        option(command, "ServerAliveInterval=10");
        option(command, "SendEnv=COLORTERM NO_COLOR NUTSHELL_DEBUG");
        // The quickest of the good ones: an emulated processor takes seconds for the others.
        option(command, "KexAlgorithms=curve25519-sha256");
        command.addAll(List.of("-E", log.toString(), terminal ? "-t" : "-T", user + "@127.0.0.1"));
        if (!program.isEmpty()) {
            command.add("--");
            command.add(quoted(program));
        }
        return command;
    }

    private static void option(List<String> command, String option) {
        command.add("-o");
        command.add(option);
    }

    /** ssh joins its words with blanks for a shell inside: each is quoted so that it arrives as it was given. */
    static String quoted(List<String> program) {
        return program.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
