package nutshell.doctor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A machine made of words: at first it lacks nothing, then a test takes away what it is about. */
final class InventedMachine implements Facts {

    private final Map<String, String> files = new HashMap<>();
    private final Map<String, byte[]> binaries = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final Set<String> programs = new HashSet<>();
    private String userName = "root";
    private String processor = "x86_64";
    private long freeBytes = 50L << 30;

    InventedMachine file(String path, String text) {
        files.put(path, text);
        return this;
    }

    InventedMachine edit(String path, Function<String, String> change) {
        return file(path, change.apply(text(path).orElseThrow()));
    }

    InventedMachine without(String path) {
        files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
        links.remove(path);
        return this;
    }

    InventedMachine binary(String path, byte[] content) {
        binaries.put(path, content);
        return this;
    }

    InventedMachine link(String path, String target) {
        links.put(path, target);
        return this;
    }

    InventedMachine with(String program) {
        programs.add(program);
        return this;
    }

    InventedMachine lacking(String program) {
        programs.remove(program);
        return this;
    }

    /** Refuses every command, or socket, whose words contain these. */
    InventedMachine refusing(String words, String said) {
        refused.put(words, said);
        return this;
    }

    InventedMachine openTo(String group, String path) {
        groups.put(path, group);
        return this;
    }

    InventedMachine named(String user) {
        userName = user;
        return this;
    }

    InventedMachine set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    InventedMachine unset(String variable) {
        environment.remove(variable);
        return this;
    }

    InventedMachine free(long bytes) {
        freeBytes = bytes;
        return this;
    }

    InventedMachine on(String machineName) {
        processor = machineName;
        return this;
    }

    @Override
    public Optional<String> text(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public Optional<byte[]> head(String path, int bytes) {
        return Optional.ofNullable(binaries.get(path));
    }

    @Override
    public Optional<String> link(String path) {
        return Optional.ofNullable(links.get(path));
    }

    @Override
    public boolean exists(String path) {
        return files.keySet().stream().anyMatch(file -> file.equals(path) || file.startsWith(path + "/"));
    }

    @Override
    public boolean opens(String path) {
        return exists(path) && !refused.containsKey(path);
    }

    @Override
    public Optional<String> groupThatOpens(String path) {
        return Optional.ofNullable(groups.get(path));
    }

    @Override
    public Set<String> names(String directory) {
        Set<String> names = new TreeSet<>();
        files.keySet().stream()
                .filter(file -> file.startsWith(directory + "/"))
                .forEach(file -> names.add(file.substring(directory.length() + 1)));
        return names;
    }

    @Override
    public Optional<String> program(String name) {
        return programs.contains(name) ? Optional.of("/usr/bin/" + name) : Optional.empty();
    }

    @Override
    public Attempt attempt(String... command) {
        return tried(String.join(" ", command));
    }

    @Override
    public Attempt connect(String socket) {
        return exists(socket) ? tried(socket) : Attempt.refused("No such file or directory");
    }

    private Attempt tried(String words) {
        return refused.entrySet().stream()
                .filter(refusal -> words.contains(refusal.getKey()))
                .map(refusal -> Attempt.refused(refusal.getValue()))
                .findFirst()
                .orElse(Attempt.WORKED);
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public String userName() {
        return userName;
    }

    @Override
    public long freeBytes(String path) {
        return freeBytes;
    }

    @Override
    public String processor() {
        return processor;
    }
}
