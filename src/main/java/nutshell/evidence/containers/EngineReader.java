package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.evidence.runtime.EngineApi;
import nutshell.refusals.Refusal;

/** Asks one engine for its containers, images, networks and itself; what it will not say in time is not known. */
final class EngineReader {

    private static final int AT_ONCE = 4;
    private static final Duration FOR_EACH = Duration.ofMillis(200);

    private final EngineAddress address;
    private final HostView host;
    private final Duration patience;
    private final long begun = System.nanoTime();
    private Duration inAll;

    /** One question may take as long as patience says; all of them together four times as long, and a little for each container. */
    EngineReader(EngineAddress address, HostView host, Duration patience) {
        this.address = address;
        this.host = host;
        this.patience = patience;
        this.inAll = patience.multipliedBy(4);
    }

    /** Tells what there is; throws the refusal of an engine that does not answer at all. */
    List<Facts> read() {
        EngineApi.Reply version = ask("/version");
        if (!version.found() || !version.body().isObject()) {
            throw Refusal.machine(
                    "what answers at " + address.socket() + " is no engine: " + version.message(),
                    EngineApi.WHO_LISTENS);
        }
        String label = label(version.body());
        EngineApi.Reply info = ask("/info");
        String dataRoot = info.found() ? info.body().path("DockerRootDir").asText("") : "";
        List<Facts> all = new ArrayList<>();
        List<Facts> images = some("images", () -> new Images(label, this::ask).read());
        all.addAll(withTags(containers(label, dataRoot), images));
        all.addAll(images);
        all.addAll(some("networks", () -> new Networks(label).read(list("/networks"))));
        all.addAll(some("engines", () -> List.of(new EngineFacts(address, label).read(version.body(), info))));
        return all;
    }

    /** An address may be anybody's: the one who answers says who it is. */
    private String label(JsonNode version) {
        boolean podman =
                version.path("Components").path(0).path("Name").asText("").startsWith("Podman");
        return address.label()
                .replaceFirst("^(docker|podman|" + EngineAddress.UNKNOWN + ")", podman ? "podman" : "docker");
    }

    private List<Facts> containers(String label, String dataRoot) {
        Containers containers = new Containers(label, host, dataRoot);
        List<Containers.Found> found = new ArrayList<>();
        List<Facts> unreadable = new ArrayList<>();
        JsonNode list;
        try {
            list = list("/containers/json?all=true");
        } catch (Refusal e) {
            return List.of(unreadable(Containers.COLLECTOR, e));
        }
        inAll = inAll.plus(FOR_EACH.multipliedBy(list.size()));
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, EngineReader::daemon);
        try {
            List<Future<Containers.Found>> looks = new ArrayList<>();
            for (JsonNode container : list) {
                String id = container.path("Id").asText("");
                looks.add(workers.submit(() -> containers.read(document(id, label.startsWith("podman")))));
            }
            for (int i = 0; i < looks.size(); i++) {
                String name = list.path(i).path("Names").path(0).asText("?").replaceFirst("^/", "");
                try {
                    found.add(get(looks.get(i)));
                } catch (Refusal e) {
                    unreadable.add(Facts.unreadable(
                            Containers.COLLECTOR,
                            label + ":" + name,
                            label + " inspect " + name,
                            e.getMessage() + "; " + e.remedy()));
                }
            }
        } finally {
            workers.shutdownNow();
        }
        List<Facts> all = new ArrayList<>(containers.withNamespaces(found));
        all.addAll(unreadable);
        return all.isEmpty()
                ? List.of(Facts.nothing(
                        Containers.COLLECTOR, label, address.socket().toString(), "it has no containers"))
                : all;
    }

    /** Puts beside each container which image the name it was started from leads to now. */
    private static List<Facts> withTags(List<Facts> containers, List<Facts> images) {
        Map<String, Evidence<JsonNode>> byTag = new HashMap<>();
        boolean known = images.stream().allMatch(image -> image.has("id") || image.has(Facts.NONE));
        for (Facts image : images) {
            image.texts("tags").forEach(tag -> byTag.put(tag, image.get("id")));
        }
        return containers.stream()
                .map(container -> {
                    String name = container.text("image").orElse("");
                    String tag = name.matches(".*:[^/]+") ? name : name + ":latest";
                    boolean fixed = name.isEmpty() || name.contains("@") || name.matches("(sha256:)?[0-9a-f]{12,64}");
                    Evidence<JsonNode> means = byTag.getOrDefault(tag, Evidence.seen(tag, FactSheet.node("")));
                    return fixed
                            ? container
                            : container.with(
                                    "tag_means",
                                    known ? means : Evidence.notSeen(tag, "the engine's images could not be listed"));
                })
                .toList();
    }

    private JsonNode document(String id, boolean podman) {
        if (!id.matches("[0-9a-zA-Z_.-]{1,128}")) {
            throw Refusal.failed("its id is no id", EngineApi.WHO_LISTENS);
        }
        EngineApi.Reply reply = ask("/containers/" + id + "/json");
        if (!reply.found() || !(reply.body() instanceof ObjectNode container)) {
            throw Refusal.failed("it went away while it was looked at: " + reply.message(), "check again");
        }
        return podman
                ? PodmanWords.add(
                        container,
                        ask("/v4.0.0/libpod/containers/" + id + "/json").body())
                : container;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted", "check again");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e);
        }
    }

    private List<Facts> some(String collector, Callable<List<Facts>> reader) {
        try {
            return Objects.requireNonNull(reader.call());
        } catch (Refusal e) {
            return List.of(unreadable(collector, e));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Facts unreadable(String collector, Refusal e) {
        return Facts.unreadable(
                collector, address.label(), address.socket().toString(), e.getMessage() + "; " + e.remedy());
    }

    private JsonNode list(String path) {
        EngineApi.Reply reply = ask(path);
        if (!reply.found() || !reply.body().isArray()) {
            throw Refusal.failed("it answered no list of " + path + ": " + reply.message(), "check again");
        }
        return reply.body();
    }

    private EngineApi.Reply ask(String path) {
        Duration left = inAll.minusNanos(System.nanoTime() - begun);
        if (left.isNegative() || left.isZero()) {
            throw Refusal.machine(
                    address.label() + " took more than " + inAll.toSeconds() + " s in all",
                    "see whether the engine hangs: " + address.engine().word() + " ps");
        }
        return new EngineApi(address.engine(), address.socket(), left.compareTo(patience) < 0 ? left : patience)
                .get(path);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "engine");
        thread.setDaemon(true);
        return thread;
    }
}
