package nutshell.cli;

import nutshell.refusals.Refusal;

/** The program's way in. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("--warm-up")) {
            WarmUp.run();
            return;
        }
        if (args.length == 1 && args[0].equals("--version")) {
            // Without the commands: their library is of a class-file version that no archive takes.
            System.out.println(new NutshellCommand.Version().getVersion()[0]);
            return;
        }
        if (!System.getProperty("os.name", "").equals("Linux")) {
            System.exit(Complaint.tell(
                    Refusal.machine(
                            "this is %s, and containers are made of Linux".formatted(System.getProperty("os.name")),
                            "a virtual machine with Linux; vagrant/README.md has one to bring along"),
                    System.err));
        }
        // Without arguments the shell opens at once: reading the commands' annotations would cost a good part of a
        // start.
        int status = args.length == 0
                ? ShellCommand.interactive()
                : NutshellCommand.meantBy(args).execute(args);
        System.out.flush();
        System.exit(status);
    }
}
