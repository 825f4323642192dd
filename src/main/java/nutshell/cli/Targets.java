package nutshell.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import nutshell.evidence.Facts;
import nutshell.evidence.containers.EngineAddress;
import nutshell.evidence.containers.Engines;
import nutshell.evidence.files.ProjectFiles;
import nutshell.evidence.host.CredentialFiles;
import nutshell.evidence.host.HostFacts;
import nutshell.evidence.host.KubeletFacts;
import nutshell.evidence.host.RegistryFiles;
import nutshell.evidence.kubernetes.Cluster;
import nutshell.evidence.reports.Reports;
import nutshell.evidence.runtime.Engine;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * What {@code check} looks at: engines, the machine, a cluster, directories, other tools' reports.
 *
 * @param kubeconfig the environment that leads to a cluster; empty to ask none
 */
record Targets(
        List<EngineAddress> engines,
        boolean machine,
        Optional<Map<String, String>> kubeconfig,
        List<Path> directories,
        List<Path> imports) {

    private static final String DIRECTORY = "dir=";

    /** Without a word of its own everything on this machine is meant. */
    static Targets of(List<String> words, List<String> sockets, List<Path> imports, Map<String, String> environment) {
        List<EngineAddress> engines = new ArrayList<>();
        sockets.forEach(socket -> engines.add(EngineAddress.parse(socket)));
        List<Path> directories = new ArrayList<>();
        boolean machine = words.isEmpty();
        for (String word : words) {
            if (word.startsWith(DIRECTORY)) {
                directories.add(directory(word.substring(DIRECTORY.length())));
            } else if (Engine.of(word).isPresent()) {
                machine = true;
                engines.addAll(named(Engine.of(word).orElseThrow(), sockets, environment));
            } else if (word.equals("kubernetes") || word.equals("machine")) {
                machine = true;
            } else {
                throw Refusal.usage(
                        "'" + Printable.text(word, 100)
                                + "' is no target: expected docker, podman, kubernetes, machine or dir=PATH",
                        "nutshell check --target podman,dir=.");
            }
        }
        boolean all = words.isEmpty() && sockets.isEmpty();
        if (all) {
            for (Engine engine : Engine.values()) {
                engines.addAll(EngineAddress.ofThisMachine(engine, environment));
            }
        }
        boolean cluster = all || words.contains("kubernetes");
        return new Targets(
                engines, machine, cluster ? Optional.of(environment) : Optional.empty(), directories, imports);
    }

    private static List<EngineAddress> named(Engine engine, List<String> sockets, Map<String, String> environment) {
        return sockets.isEmpty()
                ? EngineAddress.ofThisMachine(engine, environment).stream()
                        .map(address -> new EngineAddress(
                                address.label(), address.engine(), address.socket(), true, address.elsewhere()))
                        .toList()
                : List.of();
    }

    private static Path directory(String path) {
        if (!Files.isDirectory(Path.of(path))) {
            throw Refusal.usage(
                    "--target dir=" + Printable.text(path, 200) + ": there is no such directory",
                    "nutshell check --target dir=.");
        }
        return Path.of(path);
    }

    /** An engine may take its time, and so may a cluster: all are read at once. */
    List<Facts> collect() {
        CompletableFuture<List<Facts>> onHere = CompletableFuture.supplyAsync(this::here);
        CompletableFuture<List<Facts>> cluster = CompletableFuture.supplyAsync(
                () -> kubeconfig.map(Cluster::read).orElse(List.of()));
        List<Facts> containers = Engines.read(engines);
        List<Facts> facts = new ArrayList<>(onHere.join());
        facts.addAll(containers);
        facts.addAll(cluster.join());
        directories.forEach(directory -> facts.addAll(ProjectFiles.read(directory)));
        imports.forEach(file -> facts.add(Reports.read(file)));
        return facts;
    }

    private List<Facts> here() {
        List<Facts> facts = new ArrayList<>();
        if (machine) {
            facts.addAll(HostFacts.read());
            facts.addAll(RegistryFiles.read());
            facts.addAll(CredentialFiles.read());
            facts.addAll(KubeletFacts.read());
        }
        return facts;
    }
}
