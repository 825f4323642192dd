package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Look;
import nutshell.cli.Shell;

/** Draws both views side by side. */
final class LookWord implements Word {

    @Override
    public String name() {
        return "look";
    }

    @Override
    public String usage() {
        return "look [ns|mounts|ps|caps|cgroup|net|all]";
    }

    @Override
    public String example() {
        return "look ns";
    }

    @Override
    public String summary() {
        return "host and container, side by side";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        String what = arguments.isEmpty() ? "ns" : arguments.get(0);
        Look.at(shell, what).forEach(shell::say);
    }

    @Override
    public List<String> completions(Shell shell) {
        return Look.SECTIONS;
    }
}
