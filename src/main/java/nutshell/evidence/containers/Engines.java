package nutshell.evidence.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nutshell.evidence.Documents;
import nutshell.evidence.Facts;
import nutshell.refusals.Refusal;

/** Collects from every engine that is asked for: one that is dead, hangs or answers garbage leaves the others as they are. */
public final class Engines {

    private static final List<String> COLLECTORS = List.of("containers", "images", "engines", "networks");

    /** An engine that is started by its first question, on a slow machine, takes seconds to answer it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Engines() {}

    public static List<Facts> read(List<EngineAddress> addresses) {
        return read(addresses, PATIENCE);
    }

    static List<Facts> read(List<EngineAddress> addresses, Duration patience) {
        HostView host = HostView.read();
        List<Facts> all = new ArrayList<>();
        for (EngineAddress address : addresses) {
            all.addAll(read(address, host, patience));
        }
        return all;
    }

    /** Looks at this very process as if it were a container, so that a class-data archive holds what that needs. */
    public static List<Facts> rehearse() {
        String document = "{\"Id\":\"none\",\"Name\":\"/self\",\"State\":{\"Running\":true,\"Pid\":%d}}"
                .formatted(ProcessHandle.current().pid());
        Containers containers = new Containers("docker", HostView.read(), "");
        return containers.withNamespaces(List.of(containers.read(Documents.parseJson(document))));
    }

    private static List<Facts> read(EngineAddress address, HostView host, Duration patience) {
        String source = address.socket().toString();
        if (address.elsewhere().isPresent()) {
            return unreadable(address, address.label(), address.elsewhere().get());
        }
        if (!Files.exists(address.socket()) && !address.asked()) {
            return kept(address)
                    ? unreadable(
                            address,
                            source,
                            "it keeps containers here, but nobody listens at its socket; "
                                    + address.engine().starts())
                    : COLLECTORS.stream()
                            .map(collector -> Facts.nothing(
                                    collector,
                                    address.label(),
                                    source,
                                    "there is no such socket, so no engine listens"))
                            .toList();
        }
        try {
            return new EngineReader(address, host, patience).read();
        } catch (Refusal e) {
            return unreadable(address, source, e.getMessage() + "; " + e.remedy());
        }
    }

    private static List<Facts> unreadable(EngineAddress address, String source, String reason) {
        return COLLECTORS.stream()
                .map(collector -> Facts.unreadable(collector, address.label(), source, reason))
                .toList();
    }

    /** Whether there are containers that only an engine could tell us about. */
    private static boolean kept(EngineAddress address) {
        Path kept = Path.of(
                address.label().startsWith("docker")
                        ? "/var/lib/docker/containers"
                        : "/var/lib/containers/storage/overlay-containers");
        try (Stream<Path> entries = Files.list(kept)) {
            return entries.anyMatch(Files::isDirectory);
        } catch (IOException e) {
            return false;
        }
    }
}
