package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import nutshell.container.Container;

/** Surroundings in which nothing is ever started: they remember what was asked for. */
public final class Still implements Shell.Surroundings {

    public final List<String> asked = new ArrayList<>();

    @Override
    public String run(Shell shell, Container container, Shell.Program program) {
        asked.add(program.toString());
        return "";
    }

    @Override
    public String runOnHost(Shell shell, List<String> command) {
        asked.add("host " + command);
        return "";
    }

    @Override
    public void foreground(Shell shell, Jobs.Job job) {
        asked.add("fg " + job.number());
    }

    @Override
    public int width() {
        return 80;
    }

    @Override
    public Paint paint() {
        return new Paint(false);
    }

    @Override
    public void show(String line) {
        asked.add(line);
    }

    @Override
    public List<String> history() {
        return List.of("unshare uts", "look\u001b[31m");
    }
}
