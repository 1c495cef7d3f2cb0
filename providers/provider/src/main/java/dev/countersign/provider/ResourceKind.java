package dev.countersign.provider;

/**
 * A kind of resource, as rights know it.
 *
 * @param kind as in its ARN and in the definitions' rights, for example {@code db}
 * @param named in the statements about it, for example {@code OperateOnInstances}
 * @param single for one of them, for example {@code Instance}
 * @param classified whether its own tags say its environment
 * @param mustBeTagged whether nothing may be done to one whose environment no tag says
 */
public record ResourceKind(
    String kind, String named, String single, boolean classified, boolean mustBeTagged) {}
