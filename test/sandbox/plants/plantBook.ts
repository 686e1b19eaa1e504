/** Takes back what was planted. */
export type Uproot = () => void | Promise<void>;

/** A fault as people make it: in the provider's app, in IAM, in the database, on the network. */
export interface Plant {
  name: string;
  /** What is wrong then, for people. */
  what: string;
  plant(): Uproot | Promise<Uproot>;
}

/** The faults that can be planted by name, each by changing what the parts work with, and those that are planted. */
export class PlantBook {
  private readonly plants = new Map<string, Plant>();
  private readonly planted = new Map<string, Uproot>();

  add(...plants: readonly Plant[]): void {
    for (const plant of plants) {
      if (this.plants.has(plant.name)) throw new Error(`There are two plants ${plant.name}.`);
      this.plants.set(plant.name, plant);
    }
  }

  list(): { name: string; what: string; planted: boolean }[] {
    return [...this.plants.values()].map(({ name, what }) => ({ name, what, planted: this.planted.has(name) }));
  }

  /** False when there is none of this name. One that is planted already stays as it is. */
  async plant(name: string): Promise<boolean> {
    const plant = this.plants.get(name);
    if (!plant) return false;
    if (!this.planted.has(name)) this.planted.set(name, await plant.plant());
    return true;
  }

  /** Takes everything back, the last first. */
  async uproot(): Promise<void> {
    for (const [name, uproot] of [...this.planted].reverse()) {
      this.planted.delete(name);
      await uproot();
    }
  }
}
