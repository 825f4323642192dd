package nutshell.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import nutshell.kernel.ChildList;
import nutshell.kernel.Processes;
import nutshell.kernel.Signal;
import nutshell.refusals.Refusal;

/**
 * More containers than a machine of two processors has, for whoever asks an engine: each is a real process that sleeps, in
 * front of which something on a socket of ours speaks as much of Docker's API as a reader needs.
 */
final class StandIns implements AutoCloseable {

    private static final String ONE = "/containers/";
    private static final int REQUEST = 8192;

    private final Stage stage;
    private final Path directory;
    private final ServerSocketChannel server;
    private final List<Integer> sleepers;
    private final Map<String, byte[]> answers = new LinkedHashMap<>();

    StandIns(Stage stage, int count, Function<Object, String> json) {
        this.stage = stage;
        this.sleepers = stage.session()
                .host()
                .call(kernel -> IntStream.range(0, count)
                        .mapToObj(i -> sleeper(kernel.processes()))
                        .toList());
        describe(json);
        try {
            // A directory nobody else may enter: a socket's own mode is looked at, but not by every system.
            this.directory = Files.createTempDirectory(
                    "nutshell-bench",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "stand-in engine");
        thread.setDaemon(true);
        thread.start();
    }

    Path socket() {
        return directory.resolve("engine.sock");
    }

    private int sleeper(Processes processes) {
        List<String> command = List.of(stage.tree() + Stage.PROGRAM, "sleep", "3600");
        ChildList list =
                new ChildList().dup(stage.nowhere(), 0).dup(stage.nowhere(), 1).dup(stage.nowhere(), 2);
        return processes.start(
                list.dieWithParent().cleanSlate().execve(command.get(0), command, List.of("PATH=/bin")), true);
    }

    private void describe(Function<Object, String> json) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < sleepers.size(); i++) {
            String id = "%064x".formatted(i + 1);
            all.add(Map.of("Id", id, "Names", List.of("/stand-in-" + i), "State", "running"));
            put(ONE + id + "/json", json.apply(one(id, i)));
        }
        put("/containers/json", json.apply(all));
        put("/version", json.apply(Map.of("Version", "28.0.0", "ApiVersion", "1.41", "Components", List.of())));
        put("/info", json.apply(Map.of("SecurityOptions", List.of("name=seccomp,profile=builtin"))));
        put("/_ping", "OK");
    }

    private Map<String, Object> one(String id, int index) {
        return Map.of(
                "Id", id,
                "Name", "/stand-in-" + index,
                "Image", "sha256:" + id,
                "State", Map.of("Running", true, "Status", "running", "Pid", sleepers.get(index)),
                "HostConfig", Map.of("NetworkMode", "default", "Privileged", false),
                "Config", Map.of("Image", "web:1", "Env", List.of("MODE=live"), "Labels", Map.of()),
                "Mounts", List.of());
    }

    private void put(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        answers.put(path, answer("200 OK", bytes));
    }

    private static byte[] answer(String status, byte[] body) {
        byte[] head = ("HTTP/1.1 " + status
                        + "\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread thread = new Thread(() -> serve(client), "stand-in engine's client");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (ClosedChannelException e) {
            // The bench is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request after the other, as long as the client wants. */
    private void serve(SocketChannel client) {
        try (client) {
            ByteBuffer buffer = ByteBuffer.allocate(REQUEST);
            String heard = "";
            while (client.read(buffer) >= 0) {
                heard += new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
                buffer.clear();
                for (int end = heard.indexOf("\r\n\r\n"); end >= 0; end = heard.indexOf("\r\n\r\n")) {
                    ByteBuffer answer = ByteBuffer.wrap(answer(heard.split(" ", 3)));
                    while (answer.hasRemaining()) {
                        client.write(answer);
                    }
                    heard = heard.substring(end + 4);
                }
            }
        } catch (IOException e) {
            // Who asked has left.
        }
    }

    /** Without the version that may stand before the path, and without what is asked beside; to HEAD without a body. */
    private byte[] answer(String[] request) {
        String path = request[1].replaceFirst("^/v[0-9.]+(?=/)", "").replaceFirst("\\?.*", "");
        byte[] answer = answers.getOrDefault(
                path, answer("404 Not Found", "{\"message\":\"not here\"}".getBytes(StandardCharsets.UTF_8)));
        return request[0].equals("HEAD") ? withoutBody(answer) : answer;
    }

    private static byte[] withoutBody(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(answer, text.indexOf("\r\n\r\n") + 4);
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw Refusal.failed(directory + " could not be removed", "rm -r " + directory);
        }
        stage.session().host().run(kernel -> {
            sleepers.forEach(pid -> kernel.processes().kill(pid, Signal.SIGKILL));
            sleepers.forEach(pid -> kernel.processes().await(pid, false));
        });
    }
}
