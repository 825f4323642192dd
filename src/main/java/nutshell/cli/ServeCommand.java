package nutshell.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import nutshell.container.Places;
import nutshell.machine.LabMachine;
import nutshell.refusals.Refusal;
import nutshell.serve.Machines;
import nutshell.serve.OwnMachines;
import nutshell.serve.RoomsHere;
import nutshell.serve.RoomsInMachine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nutshell serve}: a workshop in browsers. */
@Command(
        name = "serve",
        description = "Hold a workshop: attendees have the learning shell in a browser, the instructor a board.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell serve --listen 192.168.1.5 --seats 20"})
final class ServeCommand implements Callable<Integer> {

    private static final List<String> KINDS = List.of("one-each", "shared", "here");

    @Option(
            names = "--machines",
            paramLabel = "KIND",
            defaultValue = "one-each",
            description = "one-each: a lab machine for everybody (the default); shared: rooms in one lab machine; here:"
                    + " rooms on this machine itself")
    private String machines = "one-each";

    @Option(names = "--on-this-machine", description = "with --machines here: let strangers work on this machine")
    private boolean onThisMachine;

    @Option(
            names = "--seats",
            paramLabel = "N",
            description = "how many the room's code lets in; default: as many as memory and processors suffice for")
    private @Nullable Integer seats;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "where to listen; beyond this machine with TLS only. 0.0.0.0 is every network; default:"
                    + " ${DEFAULT-VALUE}")
    private String listen = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "7280",
            description = "default: ${DEFAULT-VALUE}; 0 takes a free one")
    private int port;

    @Option(
            names = "--name",
            paramLabel = "HOST",
            description = "a name by which browsers reach this machine; may be given often")
    private List<String> names = List.of();

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "for TLS: the chain in PEM; default: made for this day")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "the certificate's key in PEM")
    private @Nullable Path key;

    @Override
    public Integer call() {
        if (!KINDS.contains(machines)) {
            throw Refusal.usage(
                    "--machines takes one-each, shared or here, not '" + nutshell.refusals.Printable.text(machines, 40)
                            + "'",
                    "nutshell serve --machines shared");
        }
        if (port < 0 || port > 65_535) {
            throw Refusal.usage("--port is " + port + ", expected 0 to 65535", "nutshell serve --port 7280");
        }
        if ((certificate == null) != (key == null)) {
            throw Refusal.usage(
                    "--certificate and --key belong together", "--certificate fullchain.pem --key privkey.pem");
        }
        ServeAddress address = ServeAddress.of(listen, names);
        try (Machines places = places()) {
            return new ServeRun(places, seats(places), address, port, certificate, key).run();
        }
    }

    private Machines places() {
        return switch (machines) {
            case "here" -> here();
            case "shared" ->
                new RoomsInMachine(Sessions.openToBeClosed(), Home.directory(), cache(), LabMachines.progress());
            default -> new OwnMachines(Sessions.openToBeClosed(), Home.directory(), cache(), LabMachines.progress());
        };
    }

    private static Path cache() {
        return Places.ofThisUser().cache();
    }

    private Machines here() {
        if (!onThisMachine && !LabMachine.here()) {
            throw Refusal.safety(
                    "with --machines here, strangers run programs on this machine, each as root of a user namespace: a"
                            + " flaw in its kernel would let them out",
                    "nutshell serve, which gives each a lab machine; or say --on-this-machine");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw Refusal.machine("rooms on this machine can be made by root alone", "sudo ./nutshell serve …");
        }
        return new RoomsHere(Sessions.openToBeClosed(), Home.directory());
    }

    private int seats(Machines places) {
        int most = places.most();
        if (most < 1) {
            throw Refusal.machine("there is no memory for a single attendee: " + places.told(), "end other programs");
        }
        int wanted = seats == null ? places.swift() : seats;
        if (wanted < 1) {
            throw Refusal.usage("--seats is " + wanted + ", expected 1 or more", "nutshell serve --seats 20");
        }
        if (wanted > most) {
            throw Refusal.machine(
                    "there is room for %d, not for %d: %s".formatted(most, wanted, places.told()),
                    "--seats " + most + ", or --machines shared");
        }
        return wanted;
    }
}
