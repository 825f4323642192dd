package nutshell.cli;

import java.io.IOException;
import java.util.List;
import nutshell.container.Child;
import nutshell.container.Container;
import nutshell.kernel.WaitStatus;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** Gives the terminal to one program after the other and takes it back. */
final class Foreground {

    private final Programs programs;
    private final Terminal terminal;
    private final Paint paint;

    Foreground(Programs programs, Terminal terminal, Paint paint) {
        this.programs = programs;
        this.terminal = terminal;
        this.paint = paint;
    }

    /** Starts a program and sees it through, or into the background; returns what there is to say. */
    String run(Shell running, Container container, Shell.Program program) {
        if (program.background()) {
            Child child = programs.start(container, program);
            Jobs.Job job = running.jobs().background(child);
            return "[%d] %d".formatted(job.number(), child.pid());
        }
        return onTerminal(() -> {
            Child child = programs.start(container, program);
            return see(running, child);
        });
    }

    /** Lets a job that was stopped or in the background go on in the foreground. */
    String resume(Shell running, Jobs.Job job) {
        String note = onTerminal(() -> {
            job.child().resumeInForeground();
            job.resumed();
            return see(running, job.child());
        });
        if (job.child().end().isPresent()) {
            running.jobs().forget(job);
        }
        return note;
    }

    private String see(Shell running, Child child) {
        WaitStatus status = programs.await(child);
        if (status.stopped()) {
            Jobs.Job job = running.jobs().stopped(child);
            return "\n" + job;
        }
        String who = Printable.text(child.command().get(0)) + ": " + Jobs.ended(status);
        String where = child.first() ? "; it was PID 1 inside and %d on the host".formatted(child.pid()) : "";
        return paint.dim("  " + who + where);
    }

    /** Gives the terminal away in the state a program expects and takes it back as it was, whatever that program did. */
    private String onTerminal(java.util.function.Supplier<String> work) {
        Attributes ours = terminal.getAttributes();
        terminal.flush();
        try {
            terminal.pause(true);
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            terminal.setAttributes(ours);
            terminal.resume();
        }
    }

    /** Runs a command outside every container. */
    String runOnHost(List<String> command) {
        return onTerminal(() -> {
            try {
                int status = new ProcessBuilder(command).inheritIO().start().waitFor();
                return status == 0 ? "" : paint.dim(Printable.text(command.get(0)) + ": exit " + status);
            } catch (IOException e) {
                throw Refusal.failed("host: " + TextFiles.reason(e), "host ls /bin");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "";
            }
        });
    }
}
