package nutshell.seccomp;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nutshell.refusals.Refusal;

/**
 * Everything a program may decide about a call whose arguments are not known: where it compares one, both ways are
 * followed. With no argument looked at, that is one action.
 */
final class Outcomes {

    /** Far beyond what any real filter needs; one that is made to be followed for ever is not followed. */
    private static final int MOST_STATES = 200_000;

    /** Before an instruction; what stems from an argument is empty. */
    private record State(int at, Optional<Integer> a, Optional<Integer> x, List<Optional<Integer>> memory) {}

    private final Program program;
    private final CallData call;
    private final Deque<State> left = new ArrayDeque<>();
    private final Set<State> seen = new HashSet<>();
    private final Set<Action> actions = new LinkedHashSet<>();

    Outcomes(Program program, Abi abi, int number) {
        this.program = program;
        this.call = CallData.of(abi, number);
    }

    Set<Action> all() {
        Optional<Integer> zero = Optional.of(0);
        reach(new State(0, zero, zero, Collections.nCopies(Bpf.MEMORY_WORDS, zero)));
        while (!left.isEmpty()) {
            if (seen.size() > MOST_STATES) {
                throw Refusal.failed("this filter is too tangled to be judged", "explain seccomp lists it");
            }
            follow(left.removeLast());
        }
        return actions;
    }

    private void reach(State state) {
        if (seen.add(state)) {
            left.add(state);
        }
    }

    private void follow(State now) {
        Instruction instruction = program.instructions().get(now.at);
        Optional<Integer> operand = instruction.usesX() ? now.x : Optional.of(instruction.k());
        State next = new State(now.at + 1, now.a, now.x, now.memory);
        switch (instruction.kind()) {
            case Bpf.LD -> reach(new State(next.at, load(instruction, now), now.x, now.memory));
            case Bpf.LDX -> reach(new State(next.at, now.a, load(instruction, now), now.memory));
            case Bpf.ST -> reach(new State(next.at, now.a, now.x, with(now.memory, instruction.k(), now.a)));
            case Bpf.STX -> reach(new State(next.at, now.a, now.x, with(now.memory, instruction.k(), now.x)));
            case Bpf.ALU -> calculate(instruction, next, operand);
            case Bpf.JMP -> jump(instruction, next, operand);
            case Bpf.RET -> answer(instruction.code() == (Bpf.RET | Bpf.A) ? now.a : Optional.of(instruction.k()));
            default -> {
                boolean toA = instruction.operation() == Bpf.TXA;
                reach(new State(next.at, toA ? now.x : now.a, toA ? now.x : now.a, now.memory));
            }
        }
    }

    private Optional<Integer> load(Instruction instruction, State now) {
        int k = instruction.k();
        return switch (instruction.code() & ~Bpf.CLASS) {
            case Bpf.ABS -> k > CallData.ARCH ? Optional.empty() : Optional.of(call.word(k));
            case Bpf.MEM -> now.memory.get(k);
            case Bpf.LEN -> Optional.of(CallData.SIZE);
            default -> Optional.of(k);
        };
    }

    private static List<Optional<Integer>> with(List<Optional<Integer>> memory, int place, Optional<Integer> value) {
        List<Optional<Integer>> copy = new java.util.ArrayList<>(memory);
        copy.set(place, value);
        return List.copyOf(copy);
    }

    private void calculate(Instruction instruction, State next, Optional<Integer> operand) {
        boolean divides = instruction.code() == (Bpf.ALU | Bpf.DIV | Bpf.X);
        if (divides && operand.orElse(0) == 0) {
            actions.add(Action.of(0));
        }
        if (divides && operand.equals(Optional.of(0))) {
            return;
        }
        Optional<Integer> result =
                next.a.flatMap(a -> operand.map(value -> Interpreter.calculate(instruction.operation(), a, value)));
        reach(new State(next.at, result, next.x, next.memory));
    }

    private void jump(Instruction jump, State next, Optional<Integer> operand) {
        if (jump.jumpsAlways()) {
            reach(new State(next.at + jump.k(), next.a, next.x, next.memory));
            return;
        }
        Optional<Boolean> holds =
                next.a.flatMap(a -> operand.map(value -> Interpreter.holds(jump.operation(), a, value)));
        if (holds.orElse(true)) {
            reach(new State(next.at + jump.yes(), next.a, next.x, next.memory));
        }
        if (!holds.orElse(false)) {
            reach(new State(next.at + jump.no(), next.a, next.x, next.memory));
        }
    }

    /** An answer made from an argument may be any. */
    private void answer(Optional<Integer> returned) {
        returned.ifPresentOrElse(
                value -> actions.add(Action.of(value)),
                () -> Arrays.stream(Action.Kind.values()).forEach(kind -> actions.add(new Action(kind, 0))));
    }
}
